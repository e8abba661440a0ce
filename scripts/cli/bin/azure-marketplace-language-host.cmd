@node "%~dp0..\..\..\dist\scripts\languageHost\languageHost.js" %*
