/** Who of this process's streams has somebody listening to its errors already. */
const heard = new WeakSet<NodeJS.WriteStream>();

/**
 * Writes to the output or the error stream. Ends once the text has left, or cannot: whoever reads it may have gone
 * (`… | head -1`), and a process that is about to end must still be there when a pipe of Windows takes it.
 */
export function print(to: 'stdout' | 'stderr', text: string): Promise<void> {
  const stream = process[to];
  if (!heard.has(stream)) stream.on('error', () => undefined);
  heard.add(stream);
  return new Promise((resolve) => {
    stream.write(text, () => {
      resolve();
    });
  });
}
