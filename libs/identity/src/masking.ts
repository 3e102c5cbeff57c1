/** A phone number as everyone may see it: `138****1234`. Short ones keep only their last two digits. */
export function maskPhone(phone: string): string {
  const characters = [...phone.trim()];
  if (characters.length >= 9) return `${characters.slice(0, 3).join('')}****${characters.slice(-4).join('')}`;
  return `****${characters.length > 4 ? characters.slice(-2).join('') : ''}`;
}

/** A name as those without entitlement see it: the first character, whatever the script, then two stars. */
export function maskName(name: string): string {
  return `${[...name.trim()][0] ?? ''}**`;
}
