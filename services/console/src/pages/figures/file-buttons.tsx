import { Button } from 'antd';
import { useTexts } from '../../app/texts.js';
import { appraisalTexts } from './appraisal-texts.js';
import type { Ending } from './export-model.js';
import { useFileExport } from './use-file-export.js';
import css from './appraisal.module.css';

/** What is on screen as a file, in either format. */
export function FileButtons({ pathOf }: { readonly pathOf: (ending: Ending) => string }) {
  const t = useTexts(appraisalTexts);
  const { busy, save } = useFileExport(t);
  return (
    <span className={css.files}>
      <Button loading={busy === 'csv'} onClick={() => void save('csv', pathOf('csv'))}>
        {t.exportCsv}
      </Button>
      <Button loading={busy === 'xlsx'} onClick={() => void save('xlsx', pathOf('xlsx'))}>
        {t.exportXlsx}
      </Button>
    </span>
  );
}
