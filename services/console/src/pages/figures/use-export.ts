import { useQueryClient } from '@tanstack/react-query';
import { useSettings } from '../../app/settings-context.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { useSay } from '../../ui/say.js';
import type { View } from './model.js';
import { figuresTexts } from './texts.js';

/** Saves the table as it is on screen, when it is asked for. */
export function useExport(view: View, unitId: string | null): () => Promise<void> {
  const t = useTexts(figuresTexts);
  const terms = useTexts(termTexts);
  const { language } = useSettings();
  const queries = useQueryClient();
  const say = useSay();
  return async () => {
    const { saveFigures } = await import('./save-figures.js');
    say(
      t.exported(saveFigures(queries, language, view, unitId, { ...t.csv, metric: (metric) => terms.metric[metric] })),
    );
  };
}
