; What electron-builder's installer does not do by itself.

!macro customInstall
  ; dmp-direct://… for everyone on the machine; the program checks what it is asked and has it confirmed.
  WriteRegStr HKLM "Software\Classes\dmp-direct" "" "URL:DMP Direct"
  WriteRegStr HKLM "Software\Classes\dmp-direct" "URL Protocol" ""
  WriteRegStr HKLM "Software\Classes\dmp-direct\DefaultIcon" "" "$INSTDIR\${APP_EXECUTABLE_FILENAME},0"
  WriteRegStr HKLM "Software\Classes\dmp-direct\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
!macroend

!macro customUnInstall
  ; An update uninstalls first: what the user has chosen then stays.
  ${ifNot} ${isUpdated}
    DeleteRegKey HKLM "Software\Classes\dmp-direct"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "${APP_ID}"
  ${endIf}
!macroend
