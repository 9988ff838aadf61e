import type { Readable } from 'node:stream';

/**
 * The first line of a stream, without its end; what follows is left alone.
 * @returns null when the stream ends without a character, breaks off, or sends a longer line.
 */
export function readFirstLine(stream: Readable, longest: number): Promise<string | null> {
  return new Promise((resolve) => {
    let text = '';
    const finish = (line: string | null): void => {
      stream.off('data', take).off('end', end).off('error', broken).off('close', broken);
      resolve(line);
    };
    const take = (chunk: Buffer | string): void => {
      text += chunk.toString();
      const at = text.indexOf('\n');
      if (at >= 0 && at <= longest) finish(text.slice(0, at).replace(/\r$/, ''));
      else if (text.length > longest) finish(null);
    };
    const end = (): void => {
      finish(text === '' ? null : text);
    };
    const broken = (): void => {
      finish(null);
    };
    stream.on('data', take).on('end', end).on('error', broken).on('close', broken);
  });
}
