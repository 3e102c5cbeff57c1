let latest: string | null = null;

/** Where the log stood after this page's latest command: every read asks for at least that, and so sees it. */
export const positions = {
  latest: (): string | null => latest,
  seen(position: string | null | undefined): void {
    if (position) latest = position;
  },
  forget(): void {
    latest = null;
  },
};
