import { defineRejections } from '@hengxin/event-sourcing';

/** Why a file is not added to a visit, or not shown. */
export const attachmentRejections = defineRejections({
  ATTACHMENT_TYPE_UNKNOWN: {
    field: ['file'],
    en: 'This is neither a photo (JPEG, PNG, WebP, HEIC) nor a voice note (MP3, M4A, AAC, AMR, OGG, WAV, WebM), by what is in it. Send one of these.',
    zh: '文件内容既不是照片（JPEG、PNG、WebP、HEIC），也不是语音（MP3、M4A、AAC、AMR、OGG、WAV、WebM）。请发送上述类型的文件。',
  },
  ATTACHMENT_TOO_LARGE: {
    field: ['file'],
    en: 'The file is larger than {most} bytes. Send a smaller one.',
    zh: '文件超过 {most} 字节。请发送较小的文件。',
  },
  ATTACHMENT_NAME_INVALID: {
    field: ['file-name'],
    en: 'The header `file-name` is needed, percent-encoded: 1 to {most} characters in one line, without a path. Send the name of the file alone.',
    zh: '请求头 `file-name` 须为百分号编码的文件名：1 至 {most} 个字符，单行且不含路径。请仅发送文件名本身。',
  },
  ATTACHMENT_COMMAND_MISSING: {
    field: ['command-id'],
    en: 'The header `command-id` is needed, of 1 to 200 characters: made by the caller, one an intention.',
    zh: '缺少请求头 `command-id`（1 至 200 个字符）：由调用方为每个意图生成。',
  },
  ATTACHMENTS_TOO_MANY: {
    field: ['visitId'],
    en: 'A visit has {most} attachments at most, and this one has them. Choose what is needed.',
    zh: '每次拜访最多 {most} 个附件，本次拜访已满。请只保留需要的附件。',
  },
  ATTACHMENT_NOT_FOUND: {
    field: [],
    en: 'This link leads nowhere: it is not whole, or you may not see the visit. Open the attachment from the visit again.',
    zh: '此链接无效：链接不完整，或您无权查看该拜访。请从拜访中重新打开附件。',
  },
  ATTACHMENT_LINK_EXPIRED: {
    field: [],
    en: 'This link was good for {minutes} minutes and is over. Open the attachment from the visit again.',
    zh: '此链接有效期为 {minutes} 分钟，现已过期。请从拜访中重新打开附件。',
  },
  ATTACHMENT_UNREADABLE: {
    field: [],
    en: 'The attachment cannot be read any more: the client was erased, or the file is damaged or gone.',
    zh: '附件已无法读取：客户信息已被抹除，或文件已损坏、丢失。',
  },
  ATTACHMENT_STORE_UNAVAILABLE: {
    field: [],
    en: 'The store of files cannot be reached. Nothing was kept; try again in a few minutes.',
    zh: '文件存储暂不可用，本次未保存任何内容，请几分钟后重试。',
  },
});
