"""The words of the README.txt that every archive carries, so that it explains itself."""

README = """\
这是什么
========
这个文件夹是刊印（Kanyin，命令 publisher）的归档库。没有本程序也能阅读：
- objects/     全部档案，每件一个文件夹：年/月日/编号，其中 v1、v2…是各个版本，
               content/ 里是文件：bulletin.pdf（成品）、bulletin.docx、article.md、
               images/、source/（收到的原件）、metadata.json（著录项）。
               一个版本没有改动的文件不重复存放，inventory.json 写明它在哪个版本里。
               结构是 OCFL 1.1（https://ocfl.io/1.1/spec/），文件摘要用 sha512。
- log/         事件日志，每行一个 JSON，用 sha256 前后相连。
- index/       目录：用浏览器打开 index.html，用表格软件打开 index.csv。
- catalog.sqlite3、index/ 都由 objects/ 生成，丢失后用 publisher archive reindex 重建。
- staging/、locks/ 只在写入时使用。
请不要改动 objects/ 和 log/ 里的任何文件；要编辑，请先复制出来。
检查是否完好：publisher archive verify

What this is
============
This folder is an archive of Kanyin (the command publisher). It can be read without the program:
- objects/     everything that was filed, a folder a record: year/month and day/id; v1, v2, ... are
               its versions. Their content/ holds bulletin.pdf (as printed), bulletin.docx,
               article.md, images/, source/ (as received), metadata.json (the description).
               A file that did not change is stored once; inventory.json says in which version.
               The structure is OCFL 1.1 (https://ocfl.io/1.1/spec/), with sha512 digests.
- log/         events, a line of JSON each, chained by sha256.
- index/       the list: index.html for a browser, index.csv for a spreadsheet.
- catalog.sqlite3 and index/ are derived from objects/: publisher archive reindex makes them anew.
- staging/ and locks/ are used while something is written.
Change nothing in objects/ and log/; copy a file before you edit it.
Whether all is well: publisher archive verify
"""
