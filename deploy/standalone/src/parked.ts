import { parkedCommand } from './parked.command.js';

process.exitCode = await parkedCommand(process.argv.slice(2), (line) => console.log(line));
