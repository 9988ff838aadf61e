/**
 * Workstations of the field (field.md 2.2, 2.3 and 5), written by hand: readers, cards, the file and who goes by it,
 * with the verdict and the repaired file of each. Every name is invented or a maker's.
 */
import type { GalssSituation } from '../../../../src/domain/galss/situation.ts';
import { pcscChannel, serialChannel } from '../../../lab/broken/galss-text.ts';
import type { CardKind } from '../../../../src/domain/readers/card-kinds.ts';

export interface Workstation {
  readonly name: string;
  readonly situation: GalssSituation;
  /** `kind channel` of every finding, or `kind`. */
  readonly findings: readonly string[];
  /** The repaired file, or null when nothing may be proposed. */
  readonly repaired: string | null;
  /** Both cards are asked for. */
  readonly wantsCards?: boolean;
}

type Card = CardKind | null;
const readers = (...list: (readonly [name: string, card: Card])[]): GalssSituation['readers'] =>
  list.map(([name, kind]) => ({ name, card: kind === null ? null : { kind } }));

const CONFIG = (count: number | string): string[] => ['[CONFIG]', `NbCanaux=${String(count)}`];
const PROTOCOLE1 = (list: string, library = 'PCSCW64.DLL'): string[] => [
  '[PROTOCOLE1]',
  'Config=0',
  `NomLib=${library}`,
  `ListeCanaux=${list}`,
];
const PROTOCOLE0 = ['[PROTOCOLE0]', 'Config=1000,20,15000', 'TempoInit=1,200,1000', 'NomLib=PSSINW64.DLL'];

const file = (end: string, ...parts: (readonly string[])[]): string =>
  parts
    .flat()
    .map((line) => line + end)
    .join('');
const ini = (...parts: (readonly string[])[]): string => file('\r\n', ...parts);

const WINDOWS = {
  platform: 'windows',
  clients: ['GALSS', 'DMP Connect'],
  widths: [64],
  serialPorts: [],
} as const;
const MACOS = { platform: 'macos', clients: ['GALSS'], widths: [64], serialPorts: null } as const;

const CLOUD = 'Identive CLOUD 2700 R Smart Card Reader';
const TELIUM = (slot: number): string => `Ingenico 0 TL TELIUM ${String(slot)} 0`;
/** Of a second device of the same maker. */
const SECOND = (slot: number): string => `Ingenico 1 TL TELIUM ${String(slot)} 0`;
const FEI = 'FEI USB Card Reader/QR Scanner';
const BOTH_CLOUD = readers([`${CLOUD} 0`, 'cps4'], [`${CLOUD} 1`, 'vitale-2']);
const BOTH_TELIUM = readers([TELIUM(1), 'cps3'], [TELIUM(2), 'vitale-2']);
const EMPTY_TELIUM = readers([TELIUM(1), null], [TELIUM(2), null]);

const TWO_TELIUM = ini(
  CONFIG(2),
  PROTOCOLE1('1,2'),
  pcscChannel(1, TELIUM(1), 'CPS'),
  pcscChannel(2, TELIUM(2), 'Vitale'),
);
const TWO_CLOUD = ini(
  CONFIG(2),
  PROTOCOLE1('1,2'),
  pcscChannel(1, `${CLOUD} 0`, 'CPS'),
  pcscChannel(2, `${CLOUD} 1`, 'Vitale'),
);
const SERIAL = ini(PROTOCOLE0, CONFIG(1), serialChannel(1, 3, 'CPS', 'Vitale', 'Log_SV'));
const SERIAL_REPAIRED = ini(
  PROTOCOLE0,
  CONFIG(2),
  PROTOCOLE1('1,2'),
  pcscChannel(1, `${CLOUD} 0`, 'CPS'),
  pcscChannel(2, `${CLOUD} 1`, 'Vitale', 'Log_SV'),
);
const feiFile = (end: string, cps: string, vitale: string): string =>
  file(
    end,
    ['; iMac de l’accueil'],
    CONFIG(2),
    PROTOCOLE1('1,2', 'pcscosx.framework'),
    pcscChannel(1, cps, 'CPS'),
    pcscChannel(2, vitale, 'Vitale'),
  );
const FEI_EXCHANGED = readers([FEI, 'vitale-2'], [`${FEI} 01`, 'cps3'], [`${FEI} 02`, null]);
const kapelseFile = (cps: string): string => ini(CONFIG(1), PROTOCOLE1('1'), pcscChannel(1, cps, 'CPS'));
const KAPELSE = readers(
  ['Windows Hello for Business 1', 'virtual'],
  ['Kapelse CCID Interface slot0 0', 'cps4'],
  ['Kapelse CCID Interface slot1 0', null],
  ['Kapelse CCID Interface CLESS slot2 0', 'mute'],
);

const win = (
  text: string | null,
  seen: GalssSituation['readers'],
  rest: Partial<GalssSituation> = {},
): GalssSituation => ({
  ...WINDOWS,
  text,
  readers: seen,
  ...rest,
});
const mac = (text: string | null, seen: GalssSituation['readers']): GalssSituation => ({
  ...MACOS,
  text,
  readers: seen,
});

export const WORKSTATIONS: readonly Workstation[] = [
  {
    name: 'right, two TELIUM slots',
    situation: win(TWO_TELIUM, BOTH_TELIUM),
    findings: ['right 1', 'right 2'],
    repaired: null,
  },
  {
    name: 'right without any card in',
    situation: win(TWO_TELIUM, EMPTY_TELIUM),
    findings: ['right 1', 'right 2'],
    repaired: null,
  },
  {
    name: 'variant 1: serial leftovers, both cards in PC/SC readers',
    situation: win(SERIAL, BOTH_CLOUD),
    findings: ['serial 1'],
    repaired: SERIAL_REPAIRED,
  },
  {
    name: 'variant 1 with one card only: nothing is guessed, both are asked for',
    situation: win(SERIAL, readers([`${CLOUD} 0`, 'cps4'], [`${CLOUD} 1`, null])),
    findings: ['serial 1'],
    repaired: null,
    wantsCards: true,
  },
  {
    name: 'variant 1 with a serial reader that is really there and no PC/SC reader',
    situation: win(SERIAL, [], { serialPorts: [3] }),
    findings: ['serial-right 1'],
    repaired: null,
  },
  {
    name: 'a serial port that is there beside PC/SC readers without cards',
    situation: win(SERIAL, readers([`${CLOUD} 0`, null]), { serialPorts: [1, 3] }),
    findings: ['serial 1'],
    repaired: null,
    wantsCards: true,
  },
  {
    name: 'a serial port that is there, but the cards lie in PC/SC readers',
    situation: win(SERIAL, BOTH_CLOUD, { serialPorts: [3] }),
    findings: ['serial 1'],
    repaired: SERIAL_REPAIRED,
  },
  {
    name: 'mixed: a serial channel before two good PC/SC ones',
    situation: win(
      ini(
        PROTOCOLE0,
        CONFIG(3),
        PROTOCOLE1('2,3'),
        serialChannel(1, 3, 'CPS', 'Vitale'),
        pcscChannel(2, TELIUM(1), 'CPS'),
        pcscChannel(3, TELIUM(2), 'Vitale'),
      ),
      EMPTY_TELIUM,
    ),
    findings: ['ghost 1', 'right 2', 'right 3'],
    repaired: ini(
      PROTOCOLE0,
      CONFIG(2),
      PROTOCOLE1('1,2'),
      pcscChannel(1, TELIUM(1), 'CPS'),
      pcscChannel(2, TELIUM(2), 'Vitale'),
    ).replaceAll(/Index=(\d)/g, (_, index: string) => `Index=${String(Number(index) + 1)}`),
  },
  {
    name: 'variant 2: a ghost third channel goes, the two others stay',
    situation: win(
      ini(
        CONFIG(3),
        PROTOCOLE1('1,2,3'),
        pcscChannel(1, TELIUM(1), 'CPS'),
        pcscChannel(2, TELIUM(2), 'Vitale'),
        pcscChannel(3, 'USB Smart Card Reader 0', 'CPS1'),
      ),
      EMPTY_TELIUM,
    ),
    findings: ['right 1', 'right 2', 'ghost 3'],
    repaired: TWO_TELIUM,
  },
  {
    name: 'variant 3: exchanged on macOS, the contactless slot stays unused',
    situation: mac(feiFile('\n', FEI, `${FEI} 01`), FEI_EXCHANGED),
    findings: ['right 1', 'right 2', 'misplaced 1', 'misplaced 2'],
    repaired: feiFile('\n', `${FEI} 01`, FEI),
  },
  {
    name: 'variant 8: the same with bare CR line ends',
    situation: mac(feiFile('\r', FEI, `${FEI} 01`), FEI_EXCHANGED),
    findings: ['right 1', 'right 2', 'misplaced 1', 'misplaced 2'],
    repaired: feiFile('\r', `${FEI} 01`, FEI),
  },
  {
    name: 'one card in the other’s slot may be there by mistake',
    situation: mac(
      feiFile('\n', FEI, `${FEI} 01`),
      readers([FEI, 'vitale-2'], [`${FEI} 01`, null], [`${FEI} 02`, null]),
    ),
    findings: ['right 1', 'right 2', 'misplaced 1'],
    repaired: null,
    wantsCards: true,
  },
  {
    name: 'variant 4: reader replaced, the CPS shows one slot, the other is the only one left',
    situation: win(TWO_TELIUM, readers([`${CLOUD} 0`, null], [`${CLOUD} 1`, 'cps4'])),
    findings: ['missing 1', 'missing 2'],
    repaired: TWO_TELIUM.replace(TELIUM(1), `${CLOUD} 1`).replace(TELIUM(2), `${CLOUD} 0`),
  },
  {
    name: 'variant 4 with both slots empty',
    situation: win(TWO_TELIUM, readers([`${CLOUD} 0`, null], [`${CLOUD} 1`, null])),
    findings: ['missing 1', 'missing 2'],
    repaired: null,
    wantsCards: true,
  },
  {
    name: 'reader replaced, a third contact slot: two answers for the Vitale, none given',
    situation: win(TWO_TELIUM, readers([`${CLOUD} 0`, null], [`${CLOUD} 1`, 'cps4'], [`${CLOUD} 2`, null])),
    findings: ['missing 1', 'missing 2'],
    repaired: TWO_TELIUM.replace(TELIUM(1), `${CLOUD} 1`),
  },
  {
    name: 'reader replaced, both cards in',
    situation: win(TWO_TELIUM, BOTH_CLOUD),
    findings: ['missing 1', 'missing 2'],
    repaired: TWO_CLOUD,
  },
  {
    name: 'several devices: the file goes by the first, whatever lies in the second',
    situation: win(
      TWO_TELIUM,
      readers([TELIUM(1), 'cps3'], [TELIUM(2), null], [SECOND(1), null], [SECOND(2), 'vitale-2']),
    ),
    findings: ['right 1', 'right 2'],
    repaired: null,
  },
  {
    name: 'several devices: the first has gone, both cards lie in the second',
    situation: win(
      TWO_TELIUM,
      readers([SECOND(1), 'cps3'], [SECOND(2), 'vitale-2'], [`${CLOUD} 0`, null], [`${CLOUD} 1`, null]),
    ),
    findings: ['missing 1', 'missing 2'],
    repaired: TWO_TELIUM.replaceAll('Ingenico 0', 'Ingenico 1'),
  },
  {
    name: 'several devices: the first has gone, and two are left without a card in either',
    situation: win(
      TWO_TELIUM,
      readers([SECOND(1), null], [SECOND(2), null], [`${CLOUD} 0`, null], [`${CLOUD} 1`, null]),
    ),
    findings: ['missing 1', 'missing 2'],
    repaired: null,
    wantsCards: true,
  },
  {
    name: 'reader renumbered, both cards in',
    situation: win(
      TWO_TELIUM,
      readers(
        ['Ingenico 1 TL TELIUM 1 0', 'cps3'],
        ['Ingenico 1 TL TELIUM 2 0', 'vitale-1'],
        ['Ingenico 1 TL TELIUM 3 0', null],
      ),
    ),
    findings: ['missing 1', 'missing 2'],
    repaired: TWO_TELIUM.replaceAll('Ingenico 0', 'Ingenico 1'),
  },
  {
    name: 'reader renumbered, no card in: a similar name proves nothing',
    situation: win(
      TWO_TELIUM,
      readers(['Ingenico 1 TL TELIUM 1 0', null], ['Ingenico 1 TL TELIUM 2 0', null]),
    ),
    findings: ['missing 1', 'missing 2'],
    repaired: null,
    wantsCards: true,
  },
  {
    name: 'variant 7: FEI, three slots, right',
    situation: win(
      ini(
        CONFIG(3),
        PROTOCOLE1('1,2,3'),
        pcscChannel(1, 'FEI Smart Card CPS 0', 'CPS'),
        pcscChannel(2, 'FEI Smart Card CV1 0', 'Vitale'),
        pcscChannel(3, 'FEI Smart Card NFC 0', 'CPS1'),
      ),
      readers(
        ['FEI Smart Card CPS 0', 'cps3'],
        ['FEI Smart Card CV1 0', null],
        ['FEI Smart Card CV2 0', null],
        ['FEI Smart Card NFC 0', 'mute'],
      ),
    ),
    findings: ['right 1', 'right 2', 'right 3'],
    repaired: null,
  },
  {
    name: 'variant 7 with the Vitale sent to the contactless slot',
    situation: win(
      ini(
        CONFIG(2),
        PROTOCOLE1('1,2'),
        pcscChannel(1, 'FEI Smart Card CPS 0', 'CPS'),
        pcscChannel(2, 'FEI Smart Card NFC 0', 'Vitale'),
      ),
      readers(
        ['FEI Smart Card CPS 0', 'cps3'],
        ['FEI Smart Card CV1 0', 'vitale-2'],
        ['FEI Smart Card NFC 0', null],
      ),
    ),
    findings: ['right 1', 'wrong-slot 2'],
    repaired: ini(
      CONFIG(2),
      PROTOCOLE1('1,2'),
      pcscChannel(1, 'FEI Smart Card CPS 0', 'CPS'),
      pcscChannel(2, 'FEI Smart Card CV1 0', 'Vitale'),
    ),
  },
  ...(['absent', 'empty', 'only a comment'] as const).flatMap((how): Workstation[] => {
    const text = how === 'absent' ? null : how === 'empty' ? '' : '; vidé par le support\r\n';
    const kind = how === 'absent' ? 'absent' : 'empty';
    const made = ini(
      CONFIG(2),
      PROTOCOLE1('1,2'),
      pcscChannel(1, `${CLOUD} 0`, 'CPS'),
      pcscChannel(2, `${CLOUD} 1`, 'Vitale'),
    );
    return [
      {
        name: `variant 9: ${how}, GALSS installed, both cards in`,
        situation: win(text, BOTH_CLOUD),
        findings: [kind],
        repaired: (text ?? '') + made,
      },
      {
        name: `variant 9: ${how}, nobody goes by it`,
        situation: win(text, BOTH_CLOUD, { clients: [], widths: [] }),
        findings: [kind],
        repaired: null,
      },
      {
        name: `variant 9: ${how}, one card only`,
        situation: win(text, readers([`${CLOUD} 0`, 'cps4'], [`${CLOUD} 1`, null])),
        findings: [kind],
        repaired: null,
        wantsCards: true,
      },
    ];
  }),
  {
    name: 'absent, with a GALSS of both widths: which library is not known',
    situation: win(null, BOTH_CLOUD, { widths: [64, 32] }),
    findings: ['absent'],
    repaired: null,
  },
  {
    name: 'absent on macOS: made for its framework',
    situation: mac(null, readers([FEI, 'vitale-2'], [`${FEI} 01`, 'cps3'])),
    findings: ['absent'],
    repaired: file(
      '\n',
      CONFIG(2),
      PROTOCOLE1('1,2', 'pcscosx.framework'),
      pcscChannel(1, `${FEI} 01`, 'CPS'),
      pcscChannel(2, FEI, 'Vitale'),
    ),
  },
  {
    name: 'variant 11: Windows Hello and a mute contactless slot are never named',
    situation: win(kapelseFile('OMNIKEY 3x21 0'), KAPELSE),
    findings: ['missing 1'],
    repaired: kapelseFile('Kapelse CCID Interface slot0 0'),
  },
  {
    name: 'only virtual and contactless readers are left: nothing, though they are the only ones',
    situation: win(
      kapelseFile('OMNIKEY 3x21 0'),
      readers(['Windows Hello for Business 1', 'virtual'], ['Kapelse CCID Interface CLESS slot2 0', 'mute']),
    ),
    findings: ['missing 1'],
    repaired: null,
    wantsCards: true,
  },
  {
    name: 'the file names Windows Hello',
    situation: win(kapelseFile('Windows Hello for Business 1'), KAPELSE),
    findings: ['wrong-slot 1'],
    repaired: kapelseFile('Kapelse CCID Interface slot0 0'),
  },
  {
    name: 'two CPS in: either might be meant',
    situation: win(
      kapelseFile('OMNIKEY 3x21 0'),
      readers(['Kapelse CCID Interface slot0 0', 'cps4'], ['Gemalto USB Smart Card Reader 0', 'cps3']),
    ),
    findings: ['missing 1'],
    repaired: null,
    wantsCards: true,
  },
  {
    name: 'two readers of one name: neither is named',
    situation: win(TWO_TELIUM, readers(['Lecteur X', 'cps3'], ['lecteur x ', 'vitale-2'])),
    findings: ['missing 1', 'missing 2'],
    repaired: null,
    wantsCards: true,
  },
  {
    name: 'a reader whose name holds a line break is never written',
    situation: win(TWO_TELIUM, readers(['X\r\n[CANAL9]\r\nTCanal=1', 'cps3'], [`${CLOUD} 1`, 'vitale-2'])),
    findings: ['missing 1', 'missing 2'],
    repaired: TWO_TELIUM.replace(TELIUM(2), `${CLOUD} 1`),
  },
  {
    name: 'slot names of other programs are left alone',
    situation: win(
      ini(
        CONFIG(3),
        PROTOCOLE1('1,2,3'),
        pcscChannel(1, TELIUM(1), 'CPS'),
        pcscChannel(2, TELIUM(2), 'Vitale', 'Log_SV'),
        pcscChannel(3, `${CLOUD} 0`, 'CPS3', 'Vitale3'),
      ),
      readers([TELIUM(1), 'cps3'], [TELIUM(2), 'vitale-2'], [`${CLOUD} 0`, 'unknown']),
    ),
    findings: ['right 1', 'right 2', 'right 3'],
    repaired: null,
  },
  {
    name: 'a protocol of the other width',
    situation: win(TWO_TELIUM.replace('PCSCW64', 'PCSCW32'), EMPTY_TELIUM),
    findings: ['right 1', 'right 2', 'width'],
    repaired: TWO_TELIUM,
  },
  {
    name: 'both widths installed: either library is right',
    situation: win(TWO_TELIUM.replace('PCSCW64', 'PCSCW32'), EMPTY_TELIUM, { widths: [64, 32] }),
    findings: ['right 1', 'right 2'],
    repaired: null,
  },
  {
    name: 'NbCanaux missing (800D)',
    situation: win(TWO_TELIUM.replace('NbCanaux=2\r\n', ''), EMPTY_TELIUM),
    findings: ['right 1', 'right 2', 'count'],
    repaired: TWO_TELIUM,
  },
  {
    name: 'NbCanaux 0 (8003)',
    situation: win(TWO_TELIUM.replace('NbCanaux=2', 'NbCanaux = 0'), EMPTY_TELIUM),
    findings: ['right 1', 'right 2', 'count'],
    repaired: TWO_TELIUM.replace('NbCanaux=2', 'NbCanaux = 2'),
  },
  {
    name: 'two sections of one name: told, and the first changed only',
    situation: win(`${TWO_TELIUM}[canal1]\r\nCaracteristiques=Autre\r\n`, EMPTY_TELIUM),
    findings: ['right 1', 'right 2', 'twice'],
    repaired: null,
  },
  {
    name: 'foreign sections, comments, quotes and odd keys stay where they are',
    situation: win(
      `\ufeff; cabinet fictif\n[DMPCONNECT]\nCle = valeur ; pas un commentaire\n${TWO_TELIUM.replaceAll('\r\n', '\n').replace(TELIUM(1), `"${TELIUM(1)}"`)}\n[AUTRE]\nA=1`,
      readers([`${CLOUD} 0`, 'cps4'], [TELIUM(2), 'vitale-2']),
    ),
    findings: ['missing 1', 'right 2'],
    repaired: `\ufeff; cabinet fictif\n[DMPCONNECT]\nCle = valeur ; pas un commentaire\n${TWO_TELIUM.replaceAll('\r\n', '\n').replace(TELIUM(1), `"${CLOUD} 0"`)}\n[AUTRE]\nA=1`,
  },
  {
    name: 'a Vitale in the CPS’s slot and the Vitale’s reader gone, both cards in: the cards decide',
    situation: win(TWO_TELIUM, readers([TELIUM(1), 'vitale-2'], [`${CLOUD} 0`, 'cps3'])),
    findings: ['right 1', 'missing 2', 'misplaced 1'],
    repaired: TWO_TELIUM.replace(TELIUM(2), 'MARK')
      .replace(TELIUM(1), `${CLOUD} 0`)
      .replace('MARK', TELIUM(1)),
  },
  {
    name: 'a card that is only presumed to be a CPS proves nothing',
    situation: win(
      kapelseFile('OMNIKEY 3x21 0'),
      readers(['Kapelse CCID Interface slot0 0', 'cps-presumed']),
    ),
    findings: ['missing 1'],
    repaired: null,
    wantsCards: true,
  },
];
