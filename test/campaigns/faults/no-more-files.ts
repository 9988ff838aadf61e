/** A process that may open nothing more, as one whose table of open files is full (EMFILE). */
import koffi from 'koffi';

const RLIMIT_NOFILE = 7;
/** What is open stays open; whatever would be opened would have a higher number than this. */
const NOTHING_MORE = 3n;

const libc = koffi.load('libc.so.6');
const limits = (name: string) => libc.func(name, 'int', ['int', 'uint64 *']);
const getrlimit = limits('getrlimit');
const setrlimit = limits('setrlimit');

/** Does the work while no file can be opened; the former limit is there again when it returns. */
export async function withoutFiles<T>(work: () => T | Promise<T>): Promise<T> {
  const before = new BigUint64Array(2);
  if (getrlimit(RLIMIT_NOFILE, before) !== 0) throw new Error('getrlimit');
  const less = new BigUint64Array([NOTHING_MORE, before[1] ?? 0n]);
  if (setrlimit(RLIMIT_NOFILE, less) !== 0) throw new Error('setrlimit');
  try {
    return await work();
  } finally {
    setrlimit(RLIMIT_NOFILE, before);
  }
}
