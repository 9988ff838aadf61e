import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLAIRE } from '../lab/cards/people.ts';
import { registerLibrary } from '../../src/native/nss/database.ts';
import { loadNss } from '../../src/native/nss/koffi-nss.ts';
import { createLabNss, type LabNss } from '../lab/nss/index.ts';
import { LAB_PRACTITIONERS, type PractitionerKey } from '../lab/pki/practitioners.ts';
import { startLabSite, type LabSite } from '../lab/site/index.ts';
import { LAB_PIN, createLabTokens } from '../lab/softhsm/index.ts';

interface Visit {
  readonly url: string;
  readonly choose?: string;
  readonly script?: string;
  readonly settle?: number;
}

interface Probe {
  readonly results: readonly {
    readonly ok: boolean;
    readonly error?: string;
    readonly title?: string;
    readonly text?: string;
    readonly value?: unknown;
  }[];
  readonly offered: readonly (readonly string[])[];
  readonly pinAsked: readonly { readonly tokenName: string; readonly isRetry: boolean }[];
}

const run = promisify(execFile);
let root: string;
let runtime: string;
let site: LabSite;
let nss: LabNss;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-electron-'));
  runtime = (await run('node', ['scripts/electron-runtime.mjs'])).stdout.trim();
  site = await startLabSite({ pkiDirectory: join(tmpdir(), 'dmp-direct-lab-pki') });
  const keys: PractitionerKey[] = ['cps', 'cps-remplacant', 'cps-expiree'];
  const tokens = await createLabTokens(join(root, 'softhsm'), site.pki, keys);
  nss = await createLabNss(join(root, 'home'), tokens, site.pki);
  await registerLibrary(loadNss(), nss.directory, tokens.modulePath);
}, 120_000);

afterAll(async () => {
  await site.close();
  await rm(root, { recursive: true, force: true });
});

async function probe(visits: readonly Visit[]): Promise<Probe> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const { stdout } = await run(
    'xvfb-run',
    ['-a', join(runtime, 'electron'), ...sandbox, join(import.meta.dirname, 'lab-site-probe')],
    {
      env: { ...process.env, ...nss.environment, LAB_PROBE: JSON.stringify({ visits, pin: LAB_PIN }) },
      timeout: 60_000,
    },
  );
  const line = stdout.split('\n').find((text) => text.startsWith('PROBE '));
  if (line === undefined) {
    throw new Error(`the probe said nothing: ${stdout}`);
  }
  return JSON.parse(line.slice('PROBE '.length)) as Probe;
}

function print(key: PractitionerKey, kind: 'authentication' | 'signature' = 'authentication'): string {
  return new X509Certificate(site.pki.cards[key][kind]?.certificatePem ?? '').fingerprint256;
}

describe('the simulated site in Electron', () => {
  it('signs in with the certificate chosen from the tokens, behind one PIN', async () => {
    const url = `${site.urls.cpx}/AccesDirect/TableauDeBord/${CLAIRE.nir}`;
    const seen = await probe([{ url, choose: print('cps-remplacant') }]);
    expect(seen.results[0]).toMatchObject({ ok: true });
    expect(seen.pinAsked.every(({ isRetry }) => !isRetry)).toBe(true);
    expect(seen.results[0]?.text).toContain('Dr B. REMPLACANT');
    expect(seen.results[0]?.text).toContain('MARTIN Claire');
    expect(seen.offered[0]).toContain(print('cps'));
    expect(seen.offered[0]).toContain(print('cps-remplacant'));
    expect(site.control.journal.entries('cpx').at(-1)).toMatchObject({
      clientName: `8${LAB_PRACTITIONERS['cps-remplacant'].rpps}`,
      tlsVersion: 'TLSv1.2',
    });
  }, 90_000);

  it('lets a page speak the extension’s protocol and hand the answer to its server', async () => {
    const script = `new Promise((resolve) => {
      const seen = [];
      addEventListener('message', (event) => {
        seen.push(event.data);
        document.dispatchEvent(new CustomEvent('evenement_reponse_vitale',
          { detail: { dest_host: 'vitale', opaque: 'contenu' } }));
        setTimeout(() => resolve({ seen, said: document.querySelector('#retour-carte-vitale').textContent }), 800);
      });
      document.querySelector('#lire-carte-vitale').click();
    })`;
    const seen = await probe([{ url: `${site.urls.plain}/AccesDirect/TableauDeBord`, script }]);
    expect(seen.results[0]?.value).toEqual({
      seen: [{ service: 'vitale' }],
      said: 'Carte Vitale lue : le site a reçu la réponse.',
    });
    expect(site.control.world.vitaleAnswers.at(-1)).toBe('{"dest_host":"vitale","opaque":"contenu"}');
  }, 90_000);

  it('goes through Pro Santé Connect, its waiting page going on by itself', async () => {
    site.control.phone.automatic = { answer: 'confirm', afterMs: 200 };
    // Run later, since a script whose page goes away never answers.
    const script = `setTimeout(() => {
      document.querySelector('#identifiant').value = '8${LAB_PRACTITIONERS.cps.rpps}';
      document.querySelector('#continuer').click();
    }, 0); null`;
    const url = `${site.urls.ecps}/AccesDirect/Documents/${CLAIRE.nir}`;
    const seen = await probe([{ url, script, settle: 4000 }]);
    expect(seen.results[0]?.text).toContain('Documents du DMP de MARTIN Claire');
    expect(site.control.journal.paths('ecps').at(-1)).toBe(`/AccesDirect/Documents/${CLAIRE.nir}`);
  }, 90_000);
});
