/*
 * Stands in for @vscode/spdlog in the server build, whose native module would need a compiler on every machine.
 * Without it the editor writes no log files, and "Notelog: Show Log" would stay empty. Same functions, same line
 * format as the editor sets; files are not rotated, since they live as long as a test or an `npm start`.
 */
const fs = require('node:fs');
const path = require('node:path');

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];

class Logger {
  #file;
  #level = 2;
  #plain = false;

  constructor(_kind, _name, file) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    this.#file = file;
  }
  #write(level, message) {
    if (level < this.#level) return;
    const now = new Date();
    const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString();
    const head = this.#plain ? '' : `${local.slice(0, 23).replace('T', ' ')} [${levels[level]}] `;
    const end = this.#plain ? '' : '\n';
    try {
      fs.appendFileSync(this.#file, head + message + end);
    } catch {
      // The user data is being removed: nobody will read this line.
    }
  }
  trace(message) {
    this.#write(0, message);
  }
  debug(message) {
    this.#write(1, message);
  }
  info(message) {
    this.#write(2, message);
  }
  warn(message) {
    this.#write(3, message);
  }
  error(message) {
    this.#write(4, message);
  }
  critical(message) {
    this.#write(5, message);
  }
  getLevel() {
    return this.#level;
  }
  setLevel(level) {
    this.#level = level;
  }
  setPattern() {}
  clearFormatters() {
    this.#plain = true;
  }
  flush() {}
  drop() {}
}

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = async (name, file) => new Logger('rotating', name, file);
exports.createAsyncRotatingLogger = async (name, file) => new Logger('rotating_async', name, file);
