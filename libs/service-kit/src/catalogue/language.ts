export { languageOf } from '@hengxin/http-door';
