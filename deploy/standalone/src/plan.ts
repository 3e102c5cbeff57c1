import { planCommand } from './plan.command.js';

const { stderr } = process;
const progress = (line: string): void => void (stderr.isTTY && stderr.write(`\r\x1b[2K${line}`));
const say = (line: string): void => {
  if (stderr.isTTY) stderr.write('\r\x1b[2K');
  console.log(line);
};
process.exitCode = await planCommand(process.argv.slice(2), process.env, say, progress);
