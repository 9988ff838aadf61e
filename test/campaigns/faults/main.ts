/** `npm run campaign faults`: injects every fault of the list, or a sample of each kind, and says what was not as it must be. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openBusBench } from './bus-bench.ts';
import { openCardBench } from './card-bench.ts';
import { openChildBench } from './child-bench.ts';
import { openCryptolibBench, openHostBench, openLibraryBench } from './native-bench.ts';
import { openPcscdBench } from './pcscd-bench.ts';
import { openPractitionerBench, openProgramBench } from './program/bench.ts';
import { openConnectBench } from './program/ecps.ts';
import { openHandshakeBench } from './program/handshake.ts';
import { openServiceBench } from './service-bench.ts';
import { openSocketBench } from './socket-bench.ts';
import { runBench, type BenchContext, type BenchResult, type OpenBench } from './fault.ts';
import { makeReport, reportText, writeReport } from './report.ts';

const HELP = `npm run campaign faults -- [options]
  --short        a sample of every kind, in less than a minute
  --only NAME    one bench: cards, pcsc, service, hosts, library, cryptolib, program, practitioner,
                 connect, children, sockets, buses, handshake
  --match TEXT   only faults with this in their name
  --seed N       the same seed injects the same faults (default 20260412)
`;

const BENCHES: Readonly<Record<string, { readonly name: string; readonly open: OpenBench }>> = {
  cards: { name: 'cards and their reader', open: openCardBench },
  pcsc: { name: 'PC/SC', open: openServiceBench },
  service: { name: 'the PC/SC service', open: openPcscdBench },
  hosts: { name: 'SrvSVCNAM and DiagAM', open: openHostBench },
  library: { name: 'the SESAM-Vitale library', open: openLibraryBench },
  cryptolib: { name: 'the Cryptolib', open: openCryptolibBench },
  program: { name: 'the whole program', open: openProgramBench },
  practitioner: { name: 'the program with a practitioner’s card', open: openPractitionerBench },
  connect: { name: 'Pro Santé Connect', open: openConnectBench },
  children: { name: 'children', open: openChildBench },
  sockets: { name: 'sockets', open: openSocketBench },
  buses: { name: 'buses', open: openBusBench },
  handshake: { name: 'the TLS handshake', open: openHandshakeBench },
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      short: { type: 'boolean', default: false },
      only: { type: 'string' },
      match: { type: 'string', default: '' },
      seed: { type: 'string', default: '20260412' },
      help: { type: 'boolean', default: false },
    },
  });
  const wanted = Object.entries(BENCHES).filter(([id]) => values.only === undefined || values.only === id);
  if (values.help || wanted.length === 0) {
    say(HELP);
    return values.help ? 0 : 2;
  }
  const context: BenchContext = {
    seed: Number(values.seed),
    short: values.short,
    match: values.match,
    programs: import.meta.dirname,
  };
  const results: BenchResult[] = [];
  const makeOne = () => makeReport(context.seed, context.short || context.match !== '', results);
  for (const [, { name, open }] of wanted) {
    say(`── ${name}`);
    results.push(await runBench(name, open, context, say));
    // After each: what is cut short keeps what it has.
    await writeReport(resolve('faults-output'), makeOne());
  }
  const report = makeOne();
  say(`\n${reportText(report)}`);
  return report.missed === 0 ? 0 : 1;
}

process.exitCode = await main();
