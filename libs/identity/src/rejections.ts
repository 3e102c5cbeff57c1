import { defineRejections } from '@hengxin/event-sourcing';

/** Why a request is turned away before anything is decided. */
export const identityRejections = defineRejections({
  TOKEN_MISSING: {
    field: [],
    en: 'This call carries no token. Send the header `authorization: Bearer <token>`.',
    zh: '请求未携带令牌。请发送请求头 `authorization: Bearer <令牌>`。',
  },
  TOKEN_EXPIRED: {
    field: [],
    en: 'The token has expired. Sign in again and send the new one.',
    zh: '令牌已过期。请重新登录并使用新令牌。',
  },
  TOKEN_INVALID: {
    field: [],
    en: 'The token was not issued for this bank, or was altered. Sign in again.',
    zh: '令牌并非本行签发，或已被篡改。请重新登录。',
  },
  TOKEN_WITHDRAWN: {
    field: [],
    en: 'The bank has withdrawn this token, or lets its holder in no more. Sign in again, or ask those who run the platform.',
    zh: '该令牌已被撤销，或其持有人已被停用。请重新登录，或联系平台运维人员。',
  },
  STAFF_UNKNOWN: {
    field: [],
    en: 'The token names nobody of this bank’s staff, or somebody whose first day is to come or whose last day is over. Import the staff file first, or sign in as someone it lists.',
    zh: '令牌所指的人员不在本行员工名册中，或尚未到岗，或已离岗。请先导入员工文件，或以名册中的人员登录。',
  },
  ACCOUNT_IS_STAFF: {
    field: [],
    en: 'The token claims a role, as a service account does, and names somebody of the staff file. Give the account another name, or leave the claim out.',
    zh: '令牌既声明了服务账号角色，又指向员工名册中的人员。请为服务账号另取名称，或去掉该角色声明。',
  },
  NOT_ALLOWED: {
    field: [],
    en: 'Your role may not do this.',
    zh: '您的角色无权执行此操作。',
  },
  OUT_OF_SCOPE: {
    field: [],
    en: 'This lies outside the units and clients that you may see.',
    zh: '这超出了您可以查看的机构和客户范围。',
  },
});
