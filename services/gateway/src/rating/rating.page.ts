/** For a phone in one hand, light and dark as the device is: what is pressed is 44 pixels high at least. */
const STYLE =
  ':root{color-scheme:light dark}' +
  "body{font:17px/1.6 system-ui,'PingFang SC','Microsoft YaHei',sans-serif;max-width:26rem;margin:8vh auto;padding:0 1rem}" +
  'h1{font-size:1.3rem;line-height:1.4}fieldset{border:0;margin:0;padding:0}legend{padding:0}' +
  'fieldset label{display:flex;align-items:center;gap:.7rem;min-height:48px}' +
  'input{width:22px;height:22px;margin:0;accent-color:#0e5f59}' +
  'textarea{display:block;width:100%;box-sizing:border-box;margin-top:.4rem;padding:.6rem;font:inherit}' +
  'button{width:100%;min-height:50px;margin-top:1rem;border:0;border-radius:10px;font:inherit;font-weight:600;' +
  'background:#0e5f59;color:#fff}';
const STARS = ['非常满意 Excellent', '满意 Good', '一般 Fair', '不满意 Poor', '非常不满意 Bad'];

/** No script, no call but its own form, in no frame; and the link in its address goes to nobody else. */
export const PAGE_HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  // Without any referrer a browser hides whose form it is too, and a gateway that takes its own pages alone refuses it.
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex',
} as const;

/** The page of a link, the same for every link: nothing is looked up for it. It works without scripts. */
export function ratingPage(): string {
  const stars = STARS.map(
    (text, i) => `<label><input type="radio" name="stars" value="${5 - i}" required> ${5 - i} · ${text}</label>`,
  ).join('');
  return page(
    `<h1>请评价本次拜访<br>Rate the visit</h1><form method="post"><fieldset><legend>评分 Stars</legend>${stars}</fieldset>` +
      '<label>留言（选填） Comment (optional)<textarea name="comment" rows="4" maxlength="1000"></textarea></label>' +
      '<button>提交 Send</button></form>',
  );
}

/** What became of it, in the words of who says so. */
export function answerPage(sentence: string): string {
  return page(`<h1>${escaped(sentence)}</h1>`);
}

export const THANKS = '感谢您的评价。 Thank you for your rating.';

function page(body: string): string {
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>评价 Rating</title><style>${STYLE}</style><main>${body}</main></html>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => ENTITIES[letter]!);
}
