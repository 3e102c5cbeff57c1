import { useQueryClient } from '@tanstack/react-query';
import { useSettings } from '../../app/settings-context.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import { useSay } from '../../ui/say.js';
import type { MetricName, View } from './model.js';
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
    const words = { ...t.csv, metric: (metric: MetricName) => terms.metric[metric] };
    say(t.exportedShown(saveFigures(queries, language, view, unitId, words)));
  };
}
