import type { Language } from './catalogue.js';

const known = new Map<string, Language>();

/** The language of an Accept-Language header: the better ranked of zh and en, zh when neither is asked for. */
export function languageOf(header: string | undefined): Language {
  if (!header) return 'zh';
  let language = known.get(header);
  if (!language) {
    if (known.size > 1000) known.clear();
    known.set(header, (language = bestOf(header)));
  }
  return language;
}

function bestOf(header: string): Language {
  let best: { language: Language; quality: number } = { language: 'zh', quality: 0 };
  for (const part of header.split(',')) {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const quality = Number(
      parameters
        .map((p) => p.trim())
        .find((p) => p.startsWith('q='))
        ?.slice(2) ?? 1,
    );
    const language = tag.startsWith('zh') ? 'zh' : tag.startsWith('en') ? 'en' : undefined;
    if (language && quality > best.quality) best = { language, quality };
  }
  return best.language;
}
