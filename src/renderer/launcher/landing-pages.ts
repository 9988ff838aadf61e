import { PAGE_IDS, PAGES, type PageId } from '../../domain/site/pages.ts';

/** The pages a record can be opened at: those about the patient, and the one in force whatever it is. */
export function landingPages(current: PageId): readonly PageId[] {
  return PAGE_IDS.filter((page) => PAGES[page].ins !== 'none' || page === current);
}
