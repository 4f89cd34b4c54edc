@echo off
rem Gridmill from a checkout on Windows: builds once, and again when a source is newer than the build, then runs.
setlocal EnableExtensions DisableDelayedExpansion
set "root=%~dp0"
set "root=%root:~0,-1%"
set "built=%root%\deploy\target\quick\gridmill"

set "GRIDMILL_ROOT=%root%"
set "fresh="
if exist "%built%\.built" for /f %%F in ('powershell -NoProfile -Command "$r=$env:GRIDMILL_ROOT; $t=(Get-Item -Force \"$r\deploy\target\quick\gridmill\.built\").LastWriteTimeUtc; $n=@(Get-Item \"$r\pom.xml\",\"$r\*\pom.xml\"; Get-ChildItem -Recurse \"$r\*\src\main\") | Where-Object { $_.LastWriteTimeUtc -gt $t } | Select-Object -First 1; if ($n) { 'stale' } else { 'fresh' }"') do set "fresh=%%F"
if "%fresh%"=="fresh" goto run

call "%root%\deploy\src\main\dist\bin\find-jdk.cmd" javac.exe
if errorlevel 1 exit /b 69
where mvn >nul 2>nul
if errorlevel 1 (
  echo Gridmill is built with Maven 3.8 or later and there is no mvn on the PATH: install it. 1>&2
  exit /b 69
)
echo Building Gridmill (first run, about a minute)... 1>&2
if exist "%built%" rmdir /s /q "%built%"
if not exist "%root%\target\quick" mkdir "%root%\target\quick"
type nul > "%root%\target\quick\stamp"
set "JAVA_HOME=%jdk%"
call mvn -B -q -f "%root%\pom.xml" -Dquick package 1>"%root%\target\quick\build.log" 2>&1 <nul
if errorlevel 1 (
  type "%root%\target\quick\build.log" 1>&2
  echo Gridmill was not built: see Maven's words above. 1>&2
  exit /b 1
)
move /y "%root%\target\quick\stamp" "%built%\.built" >nul

:run
"%built%\bin\gridmill.cmd" %*
