import { rebuildCommand } from './rebuild.command.js';

const { stderr } = process;
process.exitCode = await rebuildCommand(process.argv.slice(2), process.env, {
  progress: (line) => void (stderr.isTTY && stderr.write(`\r\x1b[2K${line}`)),
  say(line) {
    if (stderr.isTTY) stderr.write('\r\x1b[2K');
    console.log(line);
  },
});
