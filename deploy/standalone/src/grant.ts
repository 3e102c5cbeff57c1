import { grantCommand } from './grant.command.js';

process.exitCode = await grantCommand(process.argv.slice(2), process.env, (line) => console.log(line));
