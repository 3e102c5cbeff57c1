import { StyleProvider } from '@ant-design/cssinjs';
import { ConfigProvider } from 'antd';
import { type ReactNode, startTransition, useEffect, useLayoutEffect, useState } from 'react';
import { type Language, SettingsContext } from './settings-context.js';
import { themeOf } from './theme.js';

const GROUND = { light: '#f3f5f4', dark: '#0f1413' };

const firstLanguage = (): Language => {
  const chosen = localStorage.getItem('hengxin-language') ?? navigator.language.slice(0, 2);
  return chosen === 'zh' ? 'zh' : 'en';
};
/** Says of the page what language it is in: by this the platform is asked, and texts are loaded beforehand. */
const declare = (language: Language): void => {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
};
const firstDeclared = (): Language => {
  const language = firstLanguage();
  declare(language);
  return language;
};
const firstDark = (): boolean => {
  const chosen = localStorage.getItem('hengxin-theme');
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
};

/** The console's settings: set here, read by `useSettings`. They stay on the device. */
export function Settings({ children }: { readonly children: ReactNode }) {
  const [dark, setDark] = useState(firstDark);
  const [language, setLanguage] = useState(firstDeclared);
  // What is on screen stays until the texts are there: an open sheet, and what is typed into it, outlive the change.
  const speak = (next: Language) => startTransition(() => setLanguage(next));
  // Before any question of the new language is asked.
  useLayoutEffect(() => declare(language), [language]);
  // What the user chooses in one tab holds in all of them.
  useEffect(() => {
    const follow = ({ key, newValue }: StorageEvent): void => {
      if (newValue === null) return;
      if (key === 'hengxin-theme') setDark(firstDark);
      if (key === 'hengxin-language') startTransition(() => setLanguage(firstLanguage));
    };
    addEventListener('storage', follow);
    return () => removeEventListener('storage', follow);
  }, []);
  useEffect(() => localStorage.setItem('hengxin-language', language), [language]);
  // Before anything is painted: the variables that all CSS is written with hang on this class.
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
    document.documentElement.classList.add('hx');
    document.querySelector('meta[name=theme-color]')?.setAttribute('content', dark ? GROUND.dark : GROUND.light);
    localStorage.setItem('hengxin-theme', dark ? 'dark' : 'light');
  }, [dark]);
  return (
    <SettingsContext value={{ dark, language, setDark, setLanguage: speak }}>
      <StyleProvider layer>
        {/* Without a locale: of antd the console uses the button alone, which says nothing by itself. */}
        <ConfigProvider theme={themeOf(dark)} button={{ autoInsertSpace: false }}>
          {children}
        </ConfigProvider>
      </StyleProvider>
    </SettingsContext>
  );
}
