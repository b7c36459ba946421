"""Why the operating system refused: our own words, since its own are in one language only."""

from __future__ import annotations

import errno

from quanze.core.words.label import Label, Words

# By the names of the codes: their numbers differ from system to system.
REASONS: Words = {
    "ENOENT": Label("没有这个文件或者文件夹", "no such file or folder"),
    "ENOTDIR": Label("路径中有一段不是文件夹", "a part of the path is no folder"),
    "EISDIR": Label("是文件夹", "it is a folder"),
    "EEXIST": Label("同名的文件已经存在", "a file of that name exists"),
    "EACCES": Label("没有权限", "no permission"),
    "EPERM": Label("系统不允许", "the system does not allow it"),
    "EROFS": Label("磁盘只读", "the disk is read-only"),
    "ENOSPC": Label("磁盘已满", "the disk is full"),
    "EDQUOT": Label("磁盘配额已用完", "the disk quota is used up"),
    "EFBIG": Label("文件过大", "the file is too large"),
    "ENAMETOOLONG": Label("名称过长", "the name is too long"),
    "ELOOP": Label("链接互相指向", "links point at each other"),
    "EMFILE": Label("打开的文件过多", "too many files are open"),
    "ENFILE": Label("打开的文件过多", "too many files are open"),
    "EBUSY": Label("正在被占用", "it is in use"),
    "ETXTBSY": Label("正在被占用", "it is in use"),
    "EIO": Label("磁盘读写出错", "the disk failed"),
    "EINVAL": Label("系统不接受", "the system does not accept it"),
    "ETIMEDOUT": Label("等候过久", "it took too long"),
    "EADDRINUSE": Label("地址已被占用", "the address is taken"),
    "EADDRNOTAVAIL": Label("本机没有这个地址", "this machine has no such address"),
}
_NO_NAME = Label("名称中有文件系统不接受的字符", "the name holds a sign that no file system takes")
_NO_HOST = Label("找不到这个主机名", "no host of that name is found")


def reason(error: Exception) -> Label:
    """Why the system refused, in both languages; the code of the system for what is rare."""
    if isinstance(error, ValueError):  # a NUL in a name
        return _NO_NAME
    if type(error).__name__ == "gaierror":  # its numbers are of another list
        return _NO_HOST
    code = errno.errorcode.get(getattr(error, "errno", None) or 0, type(error).__name__)
    return REASONS.get(code, Label(code, code))
