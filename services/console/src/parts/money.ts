/** Yuan, decimal text with two places, as it is read: ¥1,234,567.80; without places where it has none. Pure. */
export function yuanText(amount: string): string {
  const [, sign = '', whole = '0', places = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}¥${grouped}${/[1-9]/.test(places) ? `.${places}` : ''}`;
}

/** Yuan as it is typed, with two places; what is none goes as it is, so that the platform says what is wrong. Pure. */
export function yuanTyped(text: string): string {
  const plain = text.normalize('NFKC').replaceAll(',', '').trim();
  const number = Number(plain);
  return plain !== '' && Number.isFinite(number) ? number.toFixed(2) : plain;
}
