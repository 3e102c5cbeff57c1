import type { KeyboardEvent } from 'react';
import { type SeenRow, stepOf } from './tree-steps.js';

const CONTROLS = 'button, a[href]';

const seen = (row: Element): SeenRow => ({
  key: row.getAttribute('data-key') ?? '',
  level: Number(row.getAttribute('aria-level')),
  isOpen: row.hasAttribute('aria-expanded') ? row.getAttribute('aria-expanded') === 'true' : null,
});

/** The rows of a tree as they stand in the page. */
export const rowsIn = (element: Element): HTMLElement[] => [...element.querySelectorAll<HTMLElement>('tr[data-key]')];
export const rowOf = (element: Element): HTMLElement | null => element.closest<HTMLElement>('tr[data-key]');

/** What a key does anywhere in the table. */
export function onKey(event: KeyboardEvent, table: HTMLElement): void {
  const target = event.target as HTMLElement;
  const row = rowOf(target);
  if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
  const moved = target === row ? onRowKey(event.key, row, table) : onCellKey(event.key, target, row);
  if (moved) event.preventDefault();
}

function onRowKey(pressed: string, row: HTMLElement, table: HTMLElement): boolean {
  const rows = rowsIn(table);
  const step = stepOf(rows.map(seen), row.dataset['key']!, pressed);
  if (step?.kind === 'row') rows.find(({ dataset }) => dataset['key'] === step.key)?.focus();
  if (step?.kind === 'cells') row.querySelector<HTMLElement>(CONTROLS)?.focus();
  if (step?.kind === 'toggle') row.querySelector<HTMLElement>('[data-toggle]')?.click();
  return step !== null;
}

/** Inside a row: to the sides from one thing to press to the next, and out of it at its beginning. */
function onCellKey(pressed: string, target: HTMLElement, row: HTMLElement): boolean {
  const controls = [...row.querySelectorAll<HTMLElement>(CONTROLS)];
  const at = controls.indexOf(target);
  if (pressed === 'ArrowRight') controls[at + 1]?.focus();
  else if (pressed === 'ArrowLeft') (controls[at - 1] ?? row).focus();
  else if (pressed === 'Escape' || pressed === 'ArrowUp' || pressed === 'ArrowDown') row.focus();
  else return false;
  return true;
}
