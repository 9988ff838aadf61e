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
