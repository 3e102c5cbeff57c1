import { defineRejections } from '@hengxin/event-sourcing';

/** What is refused before anybody looks at what was asked. */
export const doorRejections = defineRejections({
  OTHER_SITE: {
    field: [],
    en: 'The standalone profile answers to the name localhost, and to no page of another site: call it by that name, from a program or from its own page.',
    zh: '单机演示模式仅响应对 localhost 的调用，不响应其他网站页面的请求：请用该地址，从程序或本平台页面调用。',
  },
  REQUEST_NOT_IN_TIME: {
    field: [],
    en: 'The request did not arrive as a whole in time, so the connection was closed. Send it again.',
    zh: '请求未能在限定时间内完整到达，连接已关闭，请重新发送。',
  },
  REQUEST_MALFORMED: {
    field: [],
    en: 'The request cannot be read: its path must be well-formed and its body JSON.',
    zh: '无法读取该请求：路径须格式正确，请求体须为 JSON。',
  },
  UPLOAD_IDLE: {
    field: [],
    en: 'Nothing more of the file came for a long time, so the import was ended. Send the file again: it goes on where it stopped.',
    zh: '文件长时间没有后续内容，导入已结束。请重新发送该文件，将从中断处继续。',
  },
});
