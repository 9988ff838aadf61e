/** What the page's address says of it: src/borders/windows/page.ts. */
import { pageAt } from '../../borders/windows/page.ts';

export const PAGE = pageAt(window.location);
