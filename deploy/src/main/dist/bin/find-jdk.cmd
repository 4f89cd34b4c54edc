@echo off
rem Called, not run. find-jdk.cmd TOOL sets jdk to the home of a JDK of version 25 or later that has bin\TOOL,
rem or says in one sentence that there is none and ends with 1. The same order as find-jdk.sh.
set "jdk="
if defined JAVA_HOME call :consider "%JAVA_HOME%" %1
if defined jdk exit /b 0
for %%J in (java.exe) do if not "%%~$PATH:J"=="" for %%H in ("%%~dp$PATH:J..") do call :consider "%%~fH" %1
if defined jdk exit /b 0
for %%P in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\BellSoft" "%USERPROFILE%\.jdks" "%USERPROFILE%\scoop\apps") do (
  if exist "%%~P\" for /d %%H in ("%%~P\*") do (
    call :consider "%%~fH" %1
    call :consider "%%~fH\current" %1
  )
)
if defined jdk exit /b 0
echo Gridmill needs a JDK of version 25 or later and found none: install one or point JAVA_HOME at it. 1>&2
exit /b 1

:consider
if defined jdk exit /b 0
if not exist "%~1\bin\%~2" exit /b 0
if not exist "%~1\release" exit /b 0
for /f "usebackq tokens=2 delims==" %%V in (`findstr /b /c:"JAVA_VERSION=" "%~1\release"`) do (
  for /f "tokens=1 delims=.-+" %%M in ("%%~V") do if %%M geq 25 set "jdk=%~1"
)
exit /b 0
