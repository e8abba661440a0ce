@azure-marketplace-language-host %*
