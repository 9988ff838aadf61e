; What electron-builder's installer does not do by itself.

; Before a file is touched, in the place of electron-builder's own check, which kills what runs: the program that is there
; tells every one that runs, whoever's it is, and says whether they have ended. One with an open record goes on until it is
; closed (src/main/start/end-for-installer.ts). Silent: 1618, after which the tools of a fleet try again later.
!macro customCheckAppRunning
  StrCpy $R7 "upgrade"
  !ifdef BUILD_UNINSTALLER
    ${ifNot} ${isUpdated}
      StrCpy $R7 "removal"
    ${endIf}
  !endif
  ${if} ${FileExists} "$INSTDIR\${APP_EXECUTABLE_FILENAME}"
    ${do}
      nsExec::Exec '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" --end-for=$R7'
      Pop $R8
      ${if} $R8 == 0
        ${exitDo}
      ${endIf}
      ${if} ${Silent}
        SetErrorLevel 1618
        Quit
      ${endIf}
      StrCpy $R8 "A record is open in DMP Direct. Close it, then try again."
      ${if} $LANGUAGE == 1036
        StrCpy $R8 "Un dossier est ouvert dans DMP Direct. Fermez-le, puis réessayez."
      ${endIf}
      ${if} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$R8" /SD IDCANCEL IDCANCEL`
        SetErrorLevel 1618
        Quit
      ${endIf}
    ${loop}
  ${endIf}
!macroend

!macro customInstall
  ; How it was installed, which the program goes by: an update by this installer, and the start with the session below.
  FileOpen $R8 "$INSTDIR\resources\package-type" w
  FileWrite $R8 "nsis"
  FileClose $R8

  ; For everyone from the next session on, without a first start: the program reads its settings and ends at once unless
  ; they want it (startWithSession).
  WriteRegStr HKLM "Software\Microsoft\Windows\CurrentVersion\Run" "${APP_ID}" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" --autostart'

  ; dmp-direct://… for everyone on the machine; the program checks what it is asked and has it confirmed. The -- keeps
  ; what a link contains from being taken for a switch.
  WriteRegStr HKLM "Software\Classes\dmp-direct" "" "URL:DMP Direct"
  WriteRegStr HKLM "Software\Classes\dmp-direct" "URL Protocol" ""
  WriteRegStr HKLM "Software\Classes\dmp-direct\DefaultIcon" "" "$INSTDIR\${APP_EXECUTABLE_FILENAME},0"
  WriteRegStr HKLM "Software\Classes\dmp-direct\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" -- "%1"'

  ; What Windows' viewer shows the program's events by: each of the messages 1 to 1000 of EventCreate.exe is the event's own
  ; text. Our numbers (src/domain/journal/events.ts) stay below that.
  WriteRegExpandStr HKLM "SYSTEM\CurrentControlSet\Services\EventLog\Application\DMP Direct" "EventMessageFile" "%SystemRoot%\System32\EventCreate.exe"
  WriteRegDWORD HKLM "SYSTEM\CurrentControlSet\Services\EventLog\Application\DMP Direct" "TypesSupported" 7

  ; The folder of the fleet's policy (docs/deployment): the administrators' own, before anybody else makes it theirs, for
  ; whoever makes a folder under ProgramData owns it. RMDir takes away an empty one and a link that leads elsewhere. One
  ; with files in it stays as it is: giving it to the administrators would make a policy good that somebody else wrote,
  ; and the program refuses such a one by itself. Accounts by their SIDs, whose names are translated.
  StrCpy $R7 "C:\ProgramData\DMP Direct"
  RMDir "$R7"
  ${ifNot} ${FileExists} "$R7\*.*"
    CreateDirectory "$R7"
    nsExec::Exec '"$SYSDIR\icacls.exe" "$R7" /setowner *S-1-5-32-544 /q'
    Pop $R8
    nsExec::Exec '"$SYSDIR\icacls.exe" "$R7" /inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F *S-1-5-32-545:(OI)(CI)RX /q'
    Pop $R8
  ${endIf}
!macroend

; What a program that was not installed has written for each user: its start with the session
; (src/main/start/autostart.ts) and its scheme (claimLinks); and what the user has chosen of ours in the Task Manager. Only the users whose registry is loaded can be reached: for the others a start that leads nowhere stays,
; which Windows passes over.
!macro forgetUser ROOT KEY
  DeleteRegValue ${ROOT} "${KEY}Software\Microsoft\Windows\CurrentVersion\Run" "${APP_ID}"
  DeleteRegValue ${ROOT} "${KEY}Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "${APP_ID}"
  DeleteRegKey ${ROOT} "${KEY}Software\Classes\dmp-direct"
!macroend

!macro customUnInstall
  ; An update uninstalls first: what the user has chosen then stays.
  ${ifNot} ${isUpdated}
    DeleteRegKey HKLM "Software\Classes\dmp-direct"
    DeleteRegValue HKLM "Software\Microsoft\Windows\CurrentVersion\Run" "${APP_ID}"
    DeleteRegValue HKLM "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "${APP_ID}"
    DeleteRegKey HKLM "SYSTEM\CurrentControlSet\Services\EventLog\Application\DMP Direct"
    ; Only when it is empty: a policy is the administrator's.
    RMDir "C:\ProgramData\DMP Direct"
    !insertmacro forgetUser HKCU ""
    StrCpy $R8 0
    ${do}
      EnumRegKey $R9 HKU "" $R8
      ${if} $R9 == ""
        ${exitDo}
      ${endIf}
      !insertmacro forgetUser HKU "$R9\"
      IntOp $R8 $R8 + 1
    ${loop}

    ; The settings and the log of whoever uninstalls: kept unless they say otherwise. A silent uninstallation keeps them
    ; unless it is given --delete-app-data.
    ${ifNot} ${Silent}
      StrCpy $R8 "Remove your settings and the log of DMP Direct too?"
      ${if} $LANGUAGE == 1036
        StrCpy $R8 "Supprimer aussi vos réglages et le journal de DMP Direct ?"
      ${endIf}
      MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$R8" /SD IDNO IDNO dmpDirectSettingsKept
      SetShellVarContext current
      RMDir /r "$APPDATA\${APP_FILENAME}"
      RMDir /r "$LOCALAPPDATA\${APP_FILENAME}"
      SetShellVarContext all
      dmpDirectSettingsKept:
    ${endIf}
  ${endIf}
!macroend
