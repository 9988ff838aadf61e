#!/bin/sh
# electron-builder's CUSTOM_FPM_PATH: makes deb and rpm packages without fpm, which would have to be downloaded.
exec node "$(dirname "$0")/fpm-local.mjs" "$@"
