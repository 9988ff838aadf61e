/** galss.ini of a workstation with one PC/SC reader per slot (ssv-api.md). */
export function galssText(vitale: string, cps: string): string {
  return [
    '; Fichier du laboratoire',
    '[CONFIG]',
    'NbCanaux=2',
    '',
    '[PROTOCOLE1]',
    'NomLib=PCSC',
    '',
    '[CANAL1]',
    'TCanal=1',
    'Index=1',
    'Protocole=1',
    `Caracteristiques=${vitale}`,
    '[CANAL1.PAD1.LAD1]',
    'NomLAD=Vitale',
    '',
    '[CANAL2]',
    'TCanal=1',
    'Index=2',
    'Protocole=1',
    `Caracteristiques=${cps}`,
    '[CANAL2.PAD1.LAD1]',
    'NomLAD=CPS',
    '',
  ].join('\r\n');
}

/** `[CANALn]` of a PC/SC reader, with the slots and aliases that the makers' templates give it (field.md 2.2). */
export function pcscChannel(number: number, reader: string, ...slots: readonly string[]): readonly string[] {
  const name = `CANAL${String(number)}`;
  return [
    `[${name}]`,
    'TCanal=3',
    `Index=${String(number)}`,
    'Protocole=1',
    `Caracteristiques=${reader}`,
    'NbPAD=1',
    `[${name}.PAD1]`,
    'PAD=0',
    `NbLAD=${String(slots.length)}`,
    ...slots.flatMap((slot, at) => [
      `[${name}.PAD1.LAD${String(at + 1)}]`,
      `LAD=${String(at)}`,
      `NomLAD=${slot}`,
      ...(at > 0 ? ['NbAlias=0'] : ['NbAlias=1', `NomAlias1=${slot === 'CPS' ? 'TRANSPA1' : 'TRANSPA2'}`]),
    ]),
  ];
}

/** `[CANALn]` of the serial reader of a former workstation. */
export function serialChannel(number: number, port: number, ...slots: readonly string[]): readonly string[] {
  const name = `CANAL${String(number)}`;
  return [
    `[${name}]`,
    'TCanal=1',
    `Index=${String(port)}`,
    'Protocole=0',
    'Caracteristiques=9600,1,8,0,0',
    'NbPAD=1',
    ...slots.flatMap((slot, at) => [`[${name}.PAD1.LAD${String(at + 1)}]`, `NomLAD=${slot}`]),
  ];
}

/** A Windows file of these channels. */
export function windowsGalssText(...channels: readonly (readonly string[])[]): string {
  const list = channels.map((_, at) => String(at + 1)).join(',');
  return [
    '; Fichier du laboratoire',
    '[CONFIG]',
    `NbCanaux=${String(channels.length)}`,
    '[PROTOCOLE0]',
    'Config=1000,20,15000',
    'NomLib=PSSINW64.DLL',
    '[PROTOCOLE1]',
    'Config=0',
    'NomLib=PCSCW64.DLL',
    `ListeCanaux=${list}`,
    ...channels.flat(),
    '',
  ].join('\r\n');
}
