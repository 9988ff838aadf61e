/** Decoding of identity files, against a walk over the same bytes in C that checks nothing. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeVitaleFiles } from '../../../src/native/vitale/decode-files.ts';
import { person } from '../../lab/cards/people.ts';
import { vitale2Files } from '../../lab/cards/vitale2.ts';
import { decodeBare } from '../driver/bare-reader.ts';
import { monotonic } from '../driver/program.ts';
import { figure, type BenchOptions, type Figure } from '../figures.ts';

const SIZES = [1, 5, 19];
const PER_SAMPLE = 2_000;

export async function measureDecode(
  options: BenchOptions,
  bareReader: string,
  directory: string,
): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const size of SIZES) {
    const people = Array.from({ length: size }, (_, index) =>
      person({ name: 'MARTIN', firstName: `Personne ${String(index)}`, birthDate: '19850412', sex: '2' }),
    );
    const files = vitale2Files({ people, validFrom: '20200115' });
    const path = join(directory, `identity-${String(size)}`);
    await writeFile(path, files.identity);
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let time = -1; time < options.times; time += 1) {
      const begun = monotonic();
      for (let round = 0; round < PER_SAMPLE; round += 1)
        if (!decodeVitaleFiles(files).ok) throw new Error('a good card was refused');
      const took = ((monotonic() - begun) / PER_SAMPLE) * 1_000;
      const bare = ((await decodeBare(bareReader, path, PER_SAMPLE * 10)) / PER_SAMPLE / 10) * 1_000;
      if (time < 0) continue;
      ours.push(took);
      theirs.push(bare);
    }
    figures.push(
      figure({
        id: `decode-${String(size)}`,
        title: `Decoding both files, ${String(size)} ${size === 1 ? 'person' : 'people'}`,
        unit: 'µs',
        ours,
        baseline: theirs,
        baselineName: 'C walk of the identity file alone, nothing checked',
        note: 'A ten-thousandth of the time that the card takes to give the bytes.',
      }),
    );
  }
  return figures;
}
