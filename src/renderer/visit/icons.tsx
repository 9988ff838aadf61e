import type { JSX } from 'preact';

/** A page with a folded corner, of the family in shared/icons.tsx. */
export function DocumentIcon(): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M13.5 3.5H7A1.5 1.5 0 0 0 5.5 5v14A1.5 1.5 0 0 0 7 20.5h10a1.5 1.5 0 0 0 1.5-1.5V8.5Z" />
      <path d="M13.5 3.5v5h5" />
      <path d="M9 13h6M9 16.5h4" />
    </svg>
  );
}

/** An eye that is shut. */
export function HiddenIcon(): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M3.5 9.5c2.2 3.2 5 4.8 8.5 4.8s6.3-1.6 8.5-4.8" />
      <path d="m6.2 12.6-1.7 2.4M10 14.2l-.6 2.9M14 14.2l.6 2.9M17.8 12.6l1.7 2.4" />
    </svg>
  );
}

/** A printer with its sheet. */
export function PrinterIcon(): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M7.5 8.5v-5h9v5" />
      <path d="M7.5 16.5h-2A1.5 1.5 0 0 1 4 15v-5a1.5 1.5 0 0 1 1.5-1.5h13A1.5 1.5 0 0 1 20 10v5a1.5 1.5 0 0 1-1.5 1.5h-2" />
      <path d="M7.5 13.5h9v7h-9Z" />
    </svg>
  );
}

/** A glass for words. */
export function SearchIcon(): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <circle cx="10.8" cy="10.8" r="6.3" />
      <path d="m15.6 15.6 4.4 4.4" />
    </svg>
  );
}

/** An arrow that comes round. */
export function ReloadIcon(): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M19 12a7 7 0 1 1-2.2-5.1" />
      <path d="M19.4 3.8v4.4H15" />
    </svg>
  );
}
