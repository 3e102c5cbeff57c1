import { useState } from 'react';
import { Fault } from '../../api/fault.js';
import { useSay } from '../../ui/say.js';
import { fetchFile } from '../../ui/download-file.js';
import { downloadBlob } from '../../ui/download.js';
import type { Ending } from './export-model.js';

interface Words {
  readonly exported: string;
  readonly notExported: string;
}

/** Saves a file that the platform writes; what is on its way is `busy`. */
export function useFileExport(words: Words) {
  const say = useSay();
  const [busy, setBusy] = useState<Ending | null>(null);
  const save = async (ending: Ending, path: string): Promise<void> => {
    setBusy(ending);
    try {
      const { name, blob } = await fetchFile(path);
      downloadBlob(name ?? `kpi.${ending}`, blob);
      say(words.exported);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      say(error.message || words.notExported);
    } finally {
      setBusy(null);
    }
  };
  return { busy, save };
}
