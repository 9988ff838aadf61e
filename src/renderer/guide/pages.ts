/** The guide's pages and pictures: what `docs/guide` holds is built into the program, and goes with it. */
const FOLDER = '../../../docs/guide/';

const TEXTS = import.meta.glob<string>('../../../docs/guide/**/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const PICTURES = import.meta.glob<string>('../../../docs/guide/images/*.png', {
  query: '?url',
  import: 'default',
  eager: true,
});

/** The first page: what it leads to is the guide's table of contents. */
export const HOME = 'README';

/** A page's text by its name without its ending; null where there is none. */
export function pageText(place: string): string | null {
  return TEXTS[`${FOLDER}${place}.md`] ?? null;
}

/** The address of a picture that a page names. */
export function pictureAddress(file: string): string | null {
  return PICTURES[FOLDER + file] ?? null;
}
