import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerLibrary } from '../../src/native/nss/database.ts';
import { loadNss } from '../../src/native/nss/koffi-nss.ts';
import { createLabNss, type LabNss } from '../lab/nss/index.ts';
import { ensureLabPki, type LabPki } from '../lab/pki/index.ts';
import { LAB_PIN, createLabTokens, tokenLabel, type LabTokens } from '../lab/softhsm/index.ts';
import { openTokenSession } from '../lab/softhsm/pkcs11.ts';

let root: string;
let pki: LabPki;
let tokens: LabTokens;
let nss: LabNss;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-tokens-'));
  pki = await ensureLabPki(join(tmpdir(), 'dmp-direct-lab-pki'));
  tokens = await createLabTokens(join(root, 'softhsm'), pki, [
    'cps',
    'cpe-anonyme',
    'cps-sans-authentification',
  ]);
  nss = await createLabNss(join(root, 'home'), tokens, pki);
  await registerLibrary(loadNss(), nss.directory, tokens.modulePath);
}, 60_000);

afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

async function tool(program: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program, [...args], {
    env: { ...process.env, ...nss.environment },
  });
  return stdout;
}

describe('cards as SoftHSM tokens', () => {
  it('are labelled as a CPS3', () => {
    expect(tokens.tokens.map(({ label }) => label)).toEqual([
      'CPS3v3-2800000001',
      'CPS3v3-2800000005',
      'CPS3v3-2800000011',
    ]);
  });

  it('are not made twice under one label, nor opened with a wrong PIN', () => {
    const before = process.env.SOFTHSM2_CONF;
    process.env.SOFTHSM2_CONF = tokens.environment.SOFTHSM2_CONF;
    try {
      const label = tokenLabel(pki.practitioners.cps);
      expect(() => openTokenSession(tokens.modulePath, label, '0000')).toThrow('C_Login answered 0xa0');
      openTokenSession(tokens.modulePath, label, LAB_PIN).close();
      expect(() => openTokenSession(tokens.modulePath, 'CPS3v3-0', LAB_PIN)).toThrow('no token');
    } finally {
      if (before === undefined) delete process.env.SOFTHSM2_CONF;
      else process.env.SOFTHSM2_CONF = before;
    }
  });

  it('come and go with their folder', async () => {
    await tokens.remove('cpe-anonyme');
    expect(await tool('softhsm2-util', ['--show-slots'])).not.toContain('CPS3v3-2800000005');
    await tokens.insert('cpe-anonyme');
    expect(await tool('softhsm2-util', ['--show-slots'])).toContain('CPS3v3-2800000005');
  });
});

describe('the NSS database', () => {
  it('shows the certificates of every card, and trusts the servers', async () => {
    const list = await nss.listCertificates();
    expect(list).toContain("CPS3v3-2800000001:Certificat d'authentification");
    expect(list).toContain('CPS3v3-2800000001:Certificat de signature');
    expect(list).toContain('CPS3v3-2800000011:Certificat de signature');
    expect(list).not.toContain("CPS3v3-2800000011:Certificat d'authentification");
    expect(list).toMatch(/Autorité de laboratoire\s+C,,/);
  });

  it('finds the private keys behind the PIN', async () => {
    const pinFile = join(root, 'pin');
    await writeFile(pinFile, LAB_PIN, { mode: 0o600 });
    const keys = await tool('certutil', ['-K', '-d', nss.database, '-h', 'CPS3v3-2800000001', '-f', pinFile]);
    expect(keys.match(/rsa/g)).toHaveLength(2);
  });

  it('holds everything in its own home', () => {
    expect(nss.database).toBe(`sql:${join(root, 'home', '.pki', 'nssdb')}`);
    expect(nss.environment.HOME).toBe(join(root, 'home'));
  });
});
