import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseGalssIni, slotResources } from '../../../../src/domain/galss/channels.ts';

const PCSC = `; deux lecteurs PC/SC
[PROTOCOLE1]
NomLib=pcscw32.dll

[CONFIG]
NbCanaux=2

[CANAL2]
TCanal=3
Index=2
Protocole=1
Caracteristiques=Lecteur Fictif; modele #2 \\\\ 0
[CANAL2.PAD1.LAD1]
NomLAD=Vitale

[canal1]
tcanal = 3
INDEX = 1
Protocole = 1
Caracteristiques = "Lecteur Fictif 00 00"
[Canal1.Pad1.Lad1]
nomlad = CPS
`;

describe('galss.ini', () => {
  it('gives channels, protocols and slots, whatever the case of their names', () => {
    expect(parseGalssIni(PCSC.replaceAll('\n', '\r\n'))).toEqual([
      {
        channel: 1,
        type: '3',
        index: '1',
        protocol: '1',
        protocolLibrary: 'pcscw32.dll',
        characteristics: 'Lecteur Fictif 00 00',
        slots: [{ pad: 1, lad: 1, name: 'CPS' }],
      },
      {
        channel: 2,
        type: '3',
        index: '2',
        protocol: '1',
        protocolLibrary: 'pcscw32.dll',
        characteristics: 'Lecteur Fictif; modele #2 \\\\ 0',
        slots: [{ pad: 1, lad: 1, name: 'Vitale' }],
      },
    ]);
  });

  it('names both slots of one two-slot reader among others', () => {
    const text = ['CPS', 'Log_SV', 'VITALE'].map(
      (name, i) => `[CANAL1.PAD1.LAD${String(i + 1)}]\nNomLAD=${name}`,
    );
    const channels = parseGalssIni(['[CANAL1]', 'TCanal=1', ...text].join('\n'));
    expect(slotResources(channels)).toEqual({ ps: 'CPS', vitale: 'VITALE' });
  });

  it('names none where there is none', () => {
    expect(slotResources(parseGalssIni('[CANAL1]\nTCanal=1\n[CANAL1.PAD1.LAD1]\nNomLAD=\n'))).toEqual({
      ps: null,
      vitale: null,
    });
  });

  it('lets the first of two equal keys and sections win, as Windows does', () => {
    const [channel] = parseGalssIni('[CANAL1]\nIndex=1\nIndex=2\n[CANAL1]\nIndex=3\nTCanal=9');
    expect(channel).toMatchObject({ index: '1', type: null });
  });

  it('never throws, whatever the file holds', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom('[CANAL1]', '[CANAL1.PAD1.LAD1]', 'NomLAD=CPS', '[', '=', '[]'),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        slotResources(parseGalssIni(lines.join('\n')));
      }),
    );
  });
});
