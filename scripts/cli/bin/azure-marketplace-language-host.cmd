@node "%~dp0..\..\..\dist\scripts\languageHost.js" %*
