#!/usr/bin/env bash
# Puts what the web tool shows of Codex into its static files: the design tokens by day and by night, and the looks of the components.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

codex=webservice/static/codex
mkdir -p "$codex"
cp node_modules/@wikimedia/codex-design-tokens/theme-wikimedia-ui.css "$codex/tokens.css"
cp node_modules/@wikimedia/codex-design-tokens/theme-wikimedia-ui-mode-dark.css "$codex/tokens-dark.css"
cp node_modules/@wikimedia/codex/dist/codex.style.css "$codex/codex.css"
cp node_modules/@wikimedia/codex/dist/codex.style-rtl.css "$codex/codex-rtl.css"
