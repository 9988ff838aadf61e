import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { catalogueCard, pulledOutAfter } from '../../lab/cards/catalogue.ts';
import { toHex, type VirtualCard } from '../../lab/cards/card.ts';
import { vitale2Files } from '../../lab/cards/vitale2.ts';
import { type PrivatePcscd, startPrivatePcscd } from '../../lab/pcsc/private-pcscd.ts';
import { VirtualReader } from '../../lab/pcsc/vpcd-reader.ts';

const CLIENT = fileURLToPath(new URL('./raw-client.mjs', import.meta.url));
const FOUR_COMMANDS = ['00A40000023F00', '00B0820000', '00A404000BD250000002564954414C45', '00B0820000'];

interface Talk {
  readonly atr: string | null;
  readonly responses: readonly string[];
  readonly error: string | null;
}

const started: PrivatePcscd[] = [];

async function start(readers = 2): Promise<PrivatePcscd> {
  const result = await startPrivatePcscd({ readers });
  if (!result.ok) throw new Error(result.reason);
  started.push(result.value);
  return result.value;
}

async function client(service: PrivatePcscd, ...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [CLIENT, ...args], {
    env: { ...process.env, ...service.env },
  });
  return stdout;
}

async function talk(
  service: PrivatePcscd,
  index: number,
  commands: readonly string[] = FOUR_COMMANDS,
): Promise<Talk> {
  return JSON.parse(await client(service, readerAt(service, index).name, ...commands)) as Talk;
}

function readerAt(service: PrivatePcscd, index: number) {
  const reader = service.readers[index];
  if (reader === undefined) throw new Error(`No reader ${index}`);
  return reader;
}

async function insert(service: PrivatePcscd, index: number, card: VirtualCard): Promise<VirtualReader> {
  const reader = new VirtualReader(readerAt(service, index).port);
  await reader.insert(card);
  return reader;
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function filesOf(id: 'claire' | 'amadou') {
  const files = vitale2Files({ people: catalogueCard(id).people, validFrom: '20200115' });
  return { identity: `${toHex(files.identity)}9000`, numbers: `${toHex(files.numbers)}9000` };
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((service) => service.stop()));
});

describe('a private PC/SC service', { timeout: 60_000 }, () => {
  it('gives the two files of a Vitale 2 in four commands', async () => {
    const service = await start();
    const card = catalogueCard('claire').make();
    await insert(service, 0, card);
    const files = filesOf('claire');
    expect(await talk(service, 0)).toEqual({
      atr: '3B751300004309EA9000',
      responses: ['9000', files.identity, '9000', files.numbers],
      error: null,
    });
    expect(card.log.map((exchange) => exchange.command)).toEqual(FOUR_COMMANDS);
  });

  it('lists the readers it promised, each with a name and a card of its own', async () => {
    const service = await start(3);
    const listed = JSON.parse(await client(service, 'list')) as { readers: string[] };
    expect(service.readers).toHaveLength(4);
    expect(listed.readers.toSorted()).toEqual(service.readers.map((reader) => reader.name).toSorted());
    await insert(service, 1, catalogueCard('claire').make());
    await insert(service, 3, catalogueCard('amadou').make());
    const [one, three] = await Promise.all([talk(service, 1), talk(service, 3)]);
    expect(one.responses[1]).toBe(filesOf('claire').identity);
    expect(three.responses[1]).toBe(filesOf('amadou').identity);
  });

  it('runs beside another one, each with its own cards', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    await insert(one, 0, catalogueCard('claire').make());
    await insert(two, 0, catalogueCard('amadou').make());
    const [first, second] = await Promise.all([talk(one, 0), talk(two, 0)]);
    expect(first.responses[1]).toBe(filesOf('claire').identity);
    expect(second.responses[1]).toBe(filesOf('amadou').identity);
  });

  it('is killed and comes back on the same socket and ports', async () => {
    const service = await start();
    const reader = await insert(service, 0, catalogueCard('claire').make());
    const gone = new Promise((resolve) => reader.once('pulled-out', resolve));
    await service.kill();
    expect(await gone).toBe('service');
    expect(service.pid).toBeNull();
    expect(await isThere(service.env.PCSCLITE_CSOCK_NAME)).toBe(true);
    await service.restart();
    await reader.insert(catalogueCard('amadou').make());
    expect((await talk(service, 0)).responses[1]).toBe(filesOf('amadou').identity);
  });

  it('finds a card that stayed in the reader while it was down', async () => {
    const service = await start();
    const reader = new VirtualReader(readerAt(service, 0).port, { stays: true });
    await reader.insert(catalogueCard('claire').make());
    await service.kill();
    await service.restart();
    expect((await talk(service, 0)).responses[1]).toBe(filesOf('claire').identity);
    await reader.remove();
  });

  it('shows a mute card as present without an ATR', async () => {
    const service = await start();
    await insert(service, 0, catalogueCard('muette').make());
    const seen = await talk(service, 0);
    expect(seen.atr).toBe('');
    expect(seen.error).not.toBeNull();
  });

  it('loses a card that is pulled out after two commands', async () => {
    const service = await start();
    const card = pulledOutAfter(2);
    const reader = await insert(service, 0, card);
    const gone = new Promise((resolve) => reader.once('pulled-out', resolve));
    const seen = await talk(service, 0);
    // The driver answers the command that was cut with nothing at all, and only then with an error.
    expect(seen.responses.slice(2)).toEqual(['']);
    expect(card.log.at(-1)?.response).toBeNull();
    expect(seen.error).not.toBeNull();
    expect(await gone).toBe('script');
    expect(reader.card).toBeNull();
  });

  it('leaves nothing behind', async () => {
    const service = await start();
    const directory = dirname(dirname(service.env.PCSCLITE_CSOCK_NAME));
    const pid = service.pid;
    await service.stop();
    expect(await isThere(directory)).toBe(false);
    expect(await isThere(`/proc/${pid}`)).toBe(false);
  });
});
