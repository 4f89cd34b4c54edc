@echo off
rem The gridmill command on Windows. GRIDMILL_HEAP (such as 2g) sets the largest heap, GRIDMILL_JAVA_OPTS adds options,
rem GRIDMILL_CLASSPATH (separated by ;) adds jars with task types.
setlocal EnableExtensions DisableDelayedExpansion
for %%I in ("%~dp0..") do set "home=%%~fI"

call "%~dp0find-jdk.cmd" java.exe
if errorlevel 1 exit /b 69

set "heap="
if defined GRIDMILL_HEAP set "heap=-Xmx%GRIDMILL_HEAP%"
"%jdk%\bin\java.exe" "@%home%\conf\jvm.options" %heap% %GRIDMILL_JAVA_OPTS% "-Dgridmill.home=%home%" -cp "%home%\lib\*;%GRIDMILL_CLASSPATH%" io.gridmill.cli.GridmillMain %*
exit /b %errorlevel%
