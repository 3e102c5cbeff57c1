import { useState } from 'react';
import { Fault } from '../../api/fault.js';
import { useTexts } from '../../app/texts.js';
import { useSay } from '../../ui/say.js';
import { fetchFile } from '../../ui/download-file.js';
import { downloadBlob } from '../../ui/download.js';
import { type Ending, type ExportAsked, exportPath } from './export-model.js';
import { cockpitTexts } from './texts.js';

/** Saves figures as the platform writes them; what is on its way is `busy`. */
export function useExport() {
  const t = useTexts(cockpitTexts);
  const say = useSay();
  const [busy, setBusy] = useState<Ending | null>(null);
  const save = async (ending: Ending, asked: ExportAsked): Promise<void> => {
    setBusy(ending);
    try {
      const { name, blob } = await fetchFile(exportPath(ending, asked));
      downloadBlob(name ?? `kpi.${ending}`, blob);
      say(t.exported);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      say(error.message || t.notExported);
    } finally {
      setBusy(null);
    }
  };
  return { busy, save };
}
