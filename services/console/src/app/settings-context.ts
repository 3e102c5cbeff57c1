import { createContext, use } from 'react';

export type Language = 'zh' | 'en';
export const LANGUAGES: readonly Language[] = ['zh', 'en'];

/** What the user chose for this device. */
export interface Setting {
  readonly dark: boolean;
  readonly language: Language;
  setDark(dark: boolean): void;
  setLanguage(language: Language): void;
}

export const SettingsContext = createContext<Setting | null>(null);

export function useSettings(): Setting {
  const setting = use(SettingsContext);
  if (!setting) throw new Error('no <Settings> around this');
  return setting;
}
