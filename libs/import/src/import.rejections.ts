import { defineRejections } from '@hengxin/event-sourcing';

/** What is wrong with one row of any kind: its shape, or the text of one cell. The others of the file go on. */
export const RowRejections = defineRejections({
  VALUE_MISSING: { field: [], en: 'This value is required and the cell is empty.', zh: '此项必填，单元格为空。' },
  ID_MALFORMED: {
    field: [],
    en: 'An id has 1 to 64 of A-Z a-z 0-9 . _ - and nothing else.',
    zh: '编号只能由 1 至 64 个 A-Z a-z 0-9 . _ - 字符组成。',
  },
  CHOICE_UNKNOWN: { field: [], en: 'Expected one of: {choices}.', zh: '只能是以下之一：{choices}。' },
  DATE_MALFORMED: { field: [], en: 'Expected a date as 2026-03-02.', zh: '日期应写作 2026-03-02。' },
  INSTANT_MALFORMED: {
    field: [],
    en: 'Expected a moment with its offset, as 2026-03-02T10:00:00+08:00.',
    zh: '时刻应带时区偏移，写作 2026-03-02T10:00:00+08:00。',
  },
  NUMBER_MALFORMED: {
    field: [],
    en: 'Expected a whole number from {min} to {max}.',
    zh: '应为 {min} 至 {max} 之间的整数。',
  },
  TEXT_TOO_LONG: { field: [], en: 'The text is longer than {max} characters.', zh: '文字超过 {max} 个字符。' },
  TEXT_NOT_PLAIN: {
    field: [],
    en: 'The text holds {character}, a character that is not seen and has no place here: leave it out.',
    zh: '文字含有不可见且不允许的字符 {character}：请将其去掉。',
  },
  LIST_TOO_LONG: { field: [], en: 'The list has more than {max} entries.', zh: '列表超过 {max} 项。' },
  TEXT_UNREADABLE: {
    field: [],
    en: 'Some bytes are not {encoding}; name the encoding of the file, e.g. --encoding gb18030.',
    zh: '含有不属于 {encoding} 的字节；请指明文件编码，例如 --encoding gb18030。',
  },
  CELL_MALFORMED: { field: [], en: 'Expected a text, a number or a list of texts.', zh: '应为文字、数字或文字列表。' },
  NUMBER_UNCLEAR: {
    field: [],
    en: 'Write this number without point and exponent, or as a text in quotes.',
    zh: '此处数字请勿带小数点或指数，或以引号写成文字。',
  },
  NAME_TWICE: { field: [], en: 'The object gives this value twice.', zh: '该对象中此项出现两次。' },
  HEADER_AGAIN: {
    field: [],
    en: 'The row is the header once more, as when files are joined; take it out.',
    zh: '本行与表头重复（例如文件拼接所致），请删除。',
  },
  CELL_COUNT: {
    field: [],
    en: 'The row has {found} cells, the header has {expected}.',
    zh: '本行有 {found} 个单元格，表头有 {expected} 个。',
  },
  QUOTE_MALFORMED: {
    field: [],
    en: 'A quoted cell begins and ends at its comma, without blanks between; a quote inside it is written twice.',
    zh: '带引号的单元格须紧接逗号开始和结束，其间不得有空格；单元格内的引号应写两次。',
  },
  JSON_MALFORMED: { field: [], en: 'The line is not a JSON object.', zh: '本行不是 JSON 对象。' },
  ROW_TOO_LARGE: { field: [], en: 'The row is longer than {max} characters.', zh: '本行超过 {max} 个字符。' },
});

/** What is wrong with a file as a whole: none of it is read. */
export const FileRejections = defineRejections({
  FILE_EMPTY: { field: [], en: 'The file is empty: a header line is required.', zh: '文件为空：必须有表头行。' },
  COLUMN_MISSING: { field: [], en: 'The header lacks the column {columns}.', zh: '表头缺少列 {columns}。' },
  COLUMN_TWICE: { field: [], en: 'The header names the column {columns} twice.', zh: '表头中列 {columns} 出现两次。' },
  ENCODING_UNKNOWN: {
    field: ['encoding'],
    en: 'Encoding {encoding} is not known; use utf-8 or gb18030.',
    zh: '不认识编码 {encoding}；请用 utf-8 或 gb18030。',
  },
  CONTENT_TYPE_UNKNOWN: {
    field: ['content-type'],
    en: 'Send the file as text/csv or application/x-ndjson.',
    zh: '请以 text/csv 或 application/x-ndjson 发送文件。',
  },
  IMPORT_ID_MALFORMED: {
    field: ['import-id'],
    en: 'import-id is the SHA-256 of the file, 64 hexadecimal digits.',
    zh: 'import-id 应为文件的 SHA-256，即 64 位十六进制数。',
  },
  PARAMETER_REPEATED: { field: [], en: '{name} is given more than once.', zh: '{name} 重复出现。' },
  IMPORT_ID_MISMATCH: {
    field: ['import-id'],
    en: 'import-id is not the SHA-256 of the file that was sent. Send it again under its own, or without import-id.',
    zh: 'import-id 与所发送文件的 SHA-256 不符。请以文件自身的 SHA-256 重新发送，或不带 import-id。',
  },
  IMPORT_ID_OF_ANOTHER_FILE: {
    field: ['import-id'],
    en: 'A run with this import-id was cut off after {rows} rows, and this file does not begin with those rows. That run is forgotten: sent again, the file is taken from its first row.',
    zh: '此 import-id 的导入在第 {rows} 行后中断，而本文件开头与那些行不符。该次导入已作废：重新发送时，本文件将从第一行开始导入。',
  },
  IMPORT_TAKEN_OVER: {
    field: [],
    en: 'Another run of the same file has taken over; this one stops.',
    zh: '同一文件的另一次导入已接手，本次停止。',
  },
  ADMIN_ONLY: { field: [], en: 'Importing needs a token with the role ADMIN.', zh: '导入需要 ADMIN 角色的令牌。' },
  IMPORT_UNKNOWN: { field: ['import-id'], en: 'No import with this id is known.', zh: '没有此编号的导入记录。' },
  IMPORT_FAILED: {
    field: [],
    en: 'The import stopped. Start it again with the same file: it goes on where it stopped.',
    zh: '导入已停止。请用同一文件重新启动，将从停止处继续。',
  },
});
