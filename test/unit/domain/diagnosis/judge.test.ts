import { describe, expect, it } from 'vitest';
import { canSignIn } from '../../../../src/domain/readers/card-kinds.ts';
import { exitCode, judge } from '../../../../src/domain/diagnosis/judge.ts';
import { checksWith, CONTEXT, HEALTHY, host, known, NOW, notGood } from './facts.ts';

const DAY_MS = 86_400_000;
const [cpx, ecps, psc] = [host('cpx'), host('ecps'), host('psc')];

describe('a healthy workstation', () => {
  it('has nothing to correct, and says which card it could not look at', () => {
    const checks = checksWith({});
    expect(notGood(checks)).toEqual(['unknown CPX-ABSENTE']);
    expect(exitCode(checks)).toBe(0);
  });

  it('gives every check an id of its own, so that a helpdesk can name it', () => {
    const ids = checksWith({}).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('facts that come one after the other', () => {
  it('leave their controls pending until they are there', () => {
    const nothing = judge({}, CONTEXT);
    expect(nothing.checks).toEqual([]);
    const some = judge(known({ readers: HEALTHY.readers }), CONTEXT);
    expect(some.checks.map(({ section }) => section)).toEqual(['readers', 'readers', 'readers']);
    expect(some.pending.map(({ id }) => id)).not.toContain('readers.service');
    expect(some.pending.length).toBe(nothing.pending.length - 1);
    expect(judge(known(HEALTHY), CONTEXT).pending).toEqual([]);
  });

  it('show a probe that never came back as not verifiable, never as a fault', () => {
    const facts = { ...known(HEALTHY), cryptolib: { state: 'overdue', seconds: 20 } } as const;
    const { checks } = judge(facts, CONTEXT);
    expect(notGood(checks)).toEqual(['unknown DIAGNOSTIC-DELAI', 'unknown DIAGNOSTIC-DELAI']);
    expect(checks.find(({ code }) => code === 'DIAGNOSTIC-DELAI')?.meaning).toContain('20\u00a0secondes');
  });
});

describe('a fault that stands in the way of others', () => {
  it('is the only one when the smart-card service is stopped', () => {
    const readers = {
      service: 'unavailable',
      failure: { code: 'PCSC-SERVICE-ARRETE' },
      remote: null,
      appleDriver: null,
      readers: [],
    } as const;
    expect(notGood(checksWith({ readers, vitale: [] }))).toEqual([
      'fix PCSC-SERVICE-ARRETE',
      'unknown DIAGNOSTIC-NON-VERIFIE',
      'unknown DIAGNOSTIC-NON-VERIFIE',
      'unknown DIAGNOSTIC-NON-VERIFIE',
    ]);
  });

  it('is the only one when no reader is plugged in', () => {
    const readers = { ...HEALTHY.readers, readers: [] };
    expect(notGood(checksWith({ readers, vitale: [] }))).toEqual([
      'fix LECTEUR-ABSENT',
      'unknown VITALE-ABSENTE',
      'unknown CPX-ABSENTE',
      'unknown DIAGNOSTIC-NON-VERIFIE',
    ]);
  });

  it('is the clock when dates seem wrong by it alone', () => {
    const late = { ...cpx, outcome: { ...cpx.outcome, clockAhead: 9 * DAY_MS } } as typeof cpx;
    const fresh = {
      ...late,
      certificate: { ...cpx.certificate!, notBefore: CONTEXT.now + 5 * DAY_MS },
    };
    expect(notGood(checksWith({ network: [fresh, late, late] }))).toEqual([
      'unknown CPX-ABSENTE',
      'fix HORLOGE-DECALEE',
    ]);
  });
});

describe('what is not needed here', () => {
  const cryptolib = {
    reading: { ok: false, failure: { code: 'CRYPTOLIB-ABSENTE' } },
    product: '5.2.2',
    openCache: null,
    keychainTokens: null,
  } as const;

  it('is no fault: the Cryptolib of who signs in with e-CPS', () => {
    expect(notGood(checksWith({ cryptolib }, { signIn: 'ecps' }))).toEqual([
      'unknown CRYPTOLIB-ABSENTE',
      'unknown DIAGNOSTIC-NON-VERIFIE',
    ]);
    expect(exitCode(checksWith({ cryptolib }))).toBe(1);
  });

  it('is no fault: the SESAM-Vitale library of who reads cards directly', () => {
    const ssv = {
      ...HEALTHY.ssv,
      library: null,
      host: null,
      galssIni: null,
      galss: { ...HEALTHY.ssv.galss, text: null },
      versions: null,
      failure: { code: 'SSV-ABSENTE' },
    } as const;
    expect(notGood(checksWith({ ssv }, { cards: { vitale: ['pcsc'] } }))).toContain('unknown SSV-ABSENTE');
    expect(notGood(checksWith({ ssv }))).toContain('fix SSV-ABSENTE');
  });

  it('is no fault: the hosts of the way in that is switched off', () => {
    const down = { ...cpx, certificate: null, outcome: { stage: 'dns', reason: 'nom inconnu' } } as const;
    expect(notGood(checksWith({ network: [down, ecps, psc] }, { signIn: 'ecps' }))).toContain(
      'unknown RESEAU-NOM-INCONNU',
    );
  });
});

describe('the addresses of the site', () => {
  const down = { ...cpx, certificate: null, outcome: { stage: 'connection', reason: 'x' } } as const;
  const second = { ...cpx, rank: 1, host: 'autre.exemple.fr' };

  it('proposes the candidate that answers when the one in use does not', () => {
    const checks = checksWith({ network: [down, second, ecps, psc] });
    const found = checks.find(({ code }) => code === 'WPS-AUTRE-ADRESSE');
    expect(found?.result).toBe('fix');
    expect(found?.meaning).toContain('autre.exemple.fr');
  });

  it('says nothing bad of a candidate that is not in use', () => {
    const candidate = { ...down, rank: 1, host: 'autre.exemple.fr' };
    expect(notGood(checksWith({ network: [cpx, candidate, ecps, psc] }))).toEqual([
      'unknown CPX-ABSENTE',
      'unknown SITE-INJOIGNABLE',
    ]);
  });

  it('names whoever opens the encrypted connections', () => {
    const opened = {
      ...cpx,
      certificate: { ...cpx.certificate!, chain: 'untrusted', issuer: 'ESET SSL Filter CA' },
    } as const;
    const found = checksWith({ network: [opened, ecps, psc] }).find(
      ({ code }) => code === 'TLS-INTERCEPTION',
    );
    expect(found?.meaning).toContain('ESET SSL Filter CA (ESET)');
  });

  it.each([
    ['ask', 'watch'],
    ['ecps', 'unknown'],
    ['cpx', 'fix'],
  ] as const)('says that the establishment looks in, when %s is how to sign in: %s', (signIn, result) => {
    const opened = {
      ...cpx,
      certificate: { ...cpx.certificate!, chain: 'installed', issuer: 'Zscaler Root CA' },
    } as const;
    const found = checksWith({ network: [opened, ecps, psc] }, { signIn }).find(({ id }) =>
      id.startsWith('network.tls.cpx'),
    );
    expect([found?.result, found?.code]).toEqual([result, 'TLS-INSPECTION']);
    expect(found?.meaning).toContain('Zscaler Root CA (Zscaler)');
  });

  it('is no longer red where the establishment looks into everything and nobody needs a card', () => {
    const seen = [cpx, ecps, psc].map((host) => ({
      ...host,
      certificate: { ...host.certificate!, chain: 'installed' as const },
    }));
    const checks = checksWith({ network: seen }, { signIn: 'ecps' });
    expect(exitCode(checks)).toBe(0);
    const bad = seen.map((host) => ({ ...host, certificate: { ...host.certificate, namesHost: false } }));
    expect(exitCode(checksWith({ network: bad }, { signIn: 'ecps' }))).toBe(1);
  });

  it('takes a chain sent by halves for what it is', () => {
    const half = { ...cpx, certificate: { ...cpx.certificate!, chain: 'incomplete' } } as const;
    expect(notGood(checksWith({ network: [half, ecps, psc] }))).toContain('watch TLS-CHAINE');
  });
});

describe('the clock', () => {
  it.each([
    [30_000, 'good HORLOGE-OK'],
    [-90_000, 'watch HORLOGE-DECALEE'],
    [90_000, 'watch HORLOGE-DECALEE'],
    [400_000, 'fix HORLOGE-DECALEE'],
    [-DAY_MS, 'fix HORLOGE-DECALEE'],
  ])('%d ms away: %s', (clockAhead, wanted) => {
    const network = [cpx, ecps, psc].map((each) => ({
      ...each,
      outcome: { stage: 'done', protocol: 'TLSv1.3', asksForCard: false, clockAhead } as const,
    }));
    const check = checksWith({ network }).find(({ id }) => id === 'network.clock');
    expect(`${check?.result ?? ''} ${check?.code ?? ''}`).toBe(wanted);
  });

  it('is not judged by one server that is wrong', () => {
    const wrong = { ...ecps, outcome: { ...ecps.outcome, clockAhead: DAY_MS } } as typeof ecps;
    expect(notGood(checksWith({ network: [cpx, wrong, psc] }))).toEqual(['unknown CPX-ABSENTE']);
  });
});

describe('the practitioner’s card', () => {
  const inside = (kind: 'cps3' | 'cps4' | 'cps-presumed' | 'cps3-contactless') => ({
    ...HEALTHY.readers,
    readers: [HEALTHY.readers.readers[0]!, { name: 'Lecteur B 0', card: { kind, atr: '' } }],
  });

  it('that the library does not see is a fault, and one lying on a contactless reader a remark', () => {
    expect(notGood(checksWith({ readers: inside('cps3') }))).toEqual(['fix CPX-NON-VUE']);
    expect(notGood(checksWith({ readers: inside('cps3-contactless') }))).toEqual([
      'watch CPX-SANS-CONTACT',
      'fix GALSS-MAUVAIS-LECTEUR',
    ]);
  });

  it('that is only presumed to be one is asked of the library, and nobody’s fault when it knows none', () => {
    expect(canSignIn('cps-presumed')).toBe(true);
    expect(notGood(checksWith({ readers: inside('cps-presumed') }))).toEqual(['unknown CPX-PRESUMEE']);
  });

  it.each(['3.0', '3.1', '3.4'])('calls no real library of today old: module %s (cpx.md)', (version) => {
    const cryptolib = { ...HEALTHY.cryptolib, reading: { ...HEALTHY.cryptolib.reading, version } };
    for (const readers of [HEALTHY.readers, inside('cps4')]) {
      const codes = checksWith({ cryptolib, readers }).map(({ code }) => code);
      expect(codes).toContain('CRYPTOLIB-OK');
      expect(codes).not.toContain('CRYPTOLIB-ANCIENNE');
    }
  });

  describe('on a Mac', () => {
    const card = { name: 'Lecteur B 0', card: { kind: 'cps4', atr: '3B' } } as const;
    const readers = { ...HEALTHY.readers, readers: [card] };
    const withTokens = (keychainTokens: number | null) =>
      checksWith({ readers, cryptolib: { ...HEALTHY.cryptolib, keychainTokens } }).find(
        ({ id }) => id === 'cpx.keychain',
      );

    it('misses the token driver where the keychain shows no card, and not where it was not asked', () => {
      expect(withTokens(0)).toMatchObject({ result: 'fix', code: 'CPX-PILOTE-MAC' });
      expect(withTokens(1)).toMatchObject({ result: 'good' });
      expect(withTokens(null)).toBeUndefined();
      const empty = { ...HEALTHY.cryptolib, keychainTokens: 0 };
      expect(checksWith({ cryptolib: empty }).some(({ id }) => id === 'cpx.keychain')).toBe(false);
    });

    it('names the reader driver, and the other one where a card does not answer', () => {
      const driver = (kind: 'mute' | 'vitale-2', appleDriver: boolean | null) =>
        checksWith({
          readers: {
            ...HEALTHY.readers,
            appleDriver,
            readers: [{ name: 'Lecteur A 0', card: { kind, atr: '' } }],
          },
        }).find(({ id }) => id === 'readers.driver');
      expect(driver('vitale-2', true)).toMatchObject({ result: 'good' });
      expect(driver('vitale-2', true)?.found).toContain('Apple');
      expect(driver('mute', false)).toMatchObject({ result: 'good' });
      const mute = driver('mute', true);
      expect(mute).toMatchObject({ result: 'watch', code: 'LECTEUR-PILOTE-APPLE' });
      expect(mute?.steps.join(' ')).toContain('useIFDCCID -bool yes');
      expect(driver('mute', null)).toBeUndefined();
    });
  });

  it.each([
    ['5.2.2', /^Cryptolib CPS 5\.2\.2, module \d/],
    [null, /^Cryptolib CPS, module \d/],
  ] as const)('names the product beside its module: %s', (product, words) => {
    const cryptolib = { ...HEALTHY.cryptolib, product };
    const library = checksWith({ cryptolib }).find(({ id }) => id === 'cpx.cryptolib');
    expect(library?.found).toMatch(words);
  });

  it('tells of a cache that everyone may write, as the vendor has it, without an alarm', () => {
    const cryptolib = { ...HEALTHY.cryptolib, openCache: '/etc/opt/santesocial/CPS/cache' };
    const cache = checksWith({ cryptolib }).find(({ id }) => id === 'cpx.cache');
    expect(cache?.result).toBe('good');
    expect(cache?.found).toContain('/etc/opt/santesocial/CPS/cache');
  });

  it('makes an old library a fault only when it needs a newer one', () => {
    const cryptolib = { ...HEALTHY.cryptolib, reading: { ...HEALTHY.cryptolib.reading, version: '2.14' } };
    const found = (readers = HEALTHY.readers) => notGood(checksWith({ readers, cryptolib: cryptolib }));
    expect(found()).toContain('watch CRYPTOLIB-ANCIENNE');
    expect(found(inside('cps4'))).toContain('fix CRYPTOLIB-ANCIENNE');
  });
});

describe('the settings in force', () => {
  const set = [
    { key: 'signIn', value: 'cpx', origin: 'policy-default' },
    { key: 'webPs.cpx.hosts', value: 'https://a.example, https://b.example', origin: 'user' },
    { key: 'openOnInsert', value: 'ask', origin: 'policy-locked' },
  ] as const;
  const found = (some: Partial<typeof HEALTHY.program>): readonly string[] =>
    checksWith({ program: { ...HEALTHY.program, ...some } })
      .filter(({ id }) => id.startsWith('program.settings'))
      .map((check) => check.found);
  const VALUES = [
    'signIn\u00a0: cpx (proposé par l’établissement)',
    'webPs.cpx.hosts\u00a0: https://a.example, https://b.example (choisi sur ce poste)',
    'openOnInsert\u00a0: ask (fixé par l’établissement)',
  ];

  it('say where they come from: of each its value and its origin', () => {
    expect(found({ files: ['/etc/dmp-direct/policy.json'], settings: set })).toEqual([
      'Réglages\u00a0: /etc/dmp-direct/policy.json',
      ...VALUES,
    ]);
    expect(found({})).toEqual(['Réglages d’origine']);
  });

  it('say so beside what is wrong with them', () => {
    const problems = [{ code: 'REGLAGES-NON-ECRITS', detail: { reason: 'le disque est plein' } }] as const;
    expect(found({ settings: set, problems })).toEqual(['Réglage non enregistré', ...VALUES]);
  });
});

describe('a process of ours that ends', () => {
  const reason = { code: 'PROCESSUS-MUET', detail: { role: 'ssv' } } as const;

  it('is no fault of what it was to look at, and no good result either', () => {
    const ssv = {
      ...HEALTHY.ssv,
      library: null,
      galssIni: null,
      galss: { ...HEALTHY.ssv.galss, text: null },
      failure: reason,
      versions: null,
    };
    const components = [
      { component: 'SrvSVCNAM', manifests: [], answer: { ok: false, failure: reason } },
    ] as const;
    const checks = checksWith({ ssv, components });
    expect(notGood(checks)).toEqual([
      'unknown CPX-ABSENTE',
      'unknown PROCESSUS-MUET',
      'unknown PROCESSUS-MUET',
    ]);
    expect(checks.map(({ code }) => code)).not.toContain('SSV-OK');
  });

  it('is one when the vendor’s own library may have ended it', () => {
    const ssv = { ...HEALTHY.ssv, versions: { ok: false, failure: reason } } as const;
    expect(notGood(checksWith({ ssv }))).toContain('fix PROCESSUS-MUET');
  });
});

describe('what is found', () => {
  const found = (facts: Parameters<typeof checksWith>[0], id: string): string =>
    checksWith(facts).find((check) => check.id === id)?.found ?? '';
  const certificate = (uses: { clientAuth: boolean; nonRepudiation: boolean }) => ({
    id: 'a',
    issuer: {
      commonName: 'AC IGC-SANTE FORT PERSONNES',
      grade: 'FORT',
      scope: 'persons',
      test: false,
    } as const,
    subject: { commonName: null, surname: null, givenName: null, title: null, organisation: null, units: [] },
    notBefore: NOW - 86_400_000,
    notAfter: NOW + 400 * 86_400_000,
    cardTypeCode: 0,
    ...uses,
  });

  it('tells of a card whether it is real, what its certificates are for and until when', () => {
    const card = {
      slot: { id: 0, description: 'Lecteur B 0' },
      token: { label: 'CPS3v3', serialNumber: '', model: '' },
      pin: { countLow: false, finalTry: false, locked: false, keypad: false },
      certificates: [
        certificate({ clientAuth: true, nonRepudiation: false }),
        certificate({ clientAuth: false, nonRepudiation: true }),
      ],
      unreadableCertificates: 0,
      objects: [],
    };
    const reading = { ...HEALTHY.cryptolib.reading, cards: [card] };
    const cryptolib = { reading, product: null, openCache: null, keychainTokens: null } as const;
    expect(found({ cryptolib }, 'cpx.card.1')).toMatch(
      /^CPS réelle, certificats d’authentification et de signature, valable jusqu’au \d\d\/\d\d\/2027, aucun essai de code manqué$/,
    );
  });

  it('names the files of GALSS and SSV, and the manifests of the components', () => {
    const ssv = { ...HEALTHY.ssv, sesamIni: '/opt/sesam.ini' };
    expect(found({ ssv }, 'ssv.library')).toBe('Bibliothèque /opt/libssvlux.so, 64\u00a0bits (x64)');
    expect(found({ ssv }, 'ssv.galss-ini')).toBe('Fichiers /opt/galss.ini, /opt/sesam.ini');
    expect(found({}, 'srvsvcnam.srvsvcnam')).toBe('SrvSVCNAM version 5.12.0, 1\u00a0manifeste');
  });
});
