"""The colors: light, dark and high contrast. No color carries a meaning alone."""

from __future__ import annotations

from textual.theme import Theme

__all__ = ["NEXT_THEME", "THEMES"]

THEMES: tuple[Theme, ...] = (
    Theme(
        name="procfit-dark",
        primary="#7fb4d8",
        secondary="#8f9fb3",
        accent="#e0b15e",
        warning="#e0b15e",
        error="#e07a72",
        success="#86c08a",
        foreground="#d8dee6",
        background="#14181d",
        surface="#1a1f26",
        panel="#222933",
        dark=True,
        variables={
            "muted": "#8793a1",
            "faint": "#4a5562",
            "line": "#35404c",
            "cursor-background": "#2d4a63",
            "cursor-color": "#ffffff",
            "bar": "#222933",
            "scrollbar": "#35404c",
            "scrollbar-hover": "#4a5562",
            "scrollbar-active": "#4a5562",
            "scrollbar-background": "#1a1f26",
            "scrollbar-background-hover": "#1a1f26",
            "scrollbar-background-active": "#1a1f26",
            "scrollbar-corner-color": "#1a1f26",
        },
    ),
    Theme(
        name="procfit-light",
        primary="#1f5f8b",
        secondary="#5c6b7c",
        accent="#8a5a00",
        warning="#8a5a00",
        error="#a8322a",
        success="#2c6e33",
        foreground="#1d242c",
        background="#fbfaf7",
        surface="#f4f2ed",
        panel="#e9e6df",
        dark=False,
        variables={
            "muted": "#5f6b78",
            "faint": "#a3abb3",
            "line": "#c9c5bb",
            "cursor-background": "#c6dcec",
            "cursor-color": "#0b1b28",
            "bar": "#e9e6df",
            "scrollbar": "#c9c5bb",
            "scrollbar-hover": "#a3abb3",
            "scrollbar-active": "#a3abb3",
            "scrollbar-background": "#f4f2ed",
            "scrollbar-background-hover": "#f4f2ed",
            "scrollbar-background-active": "#f4f2ed",
            "scrollbar-corner-color": "#f4f2ed",
        },
    ),
    Theme(
        name="procfit-contrast",
        primary="#5fd7ff",
        secondary="#ffffff",
        accent="#ffff5f",
        warning="#ffff5f",
        error="#ff8787",
        success="#87ff87",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#1c1c1c",
        dark=True,
        variables={
            "muted": "#d0d0d0",
            "faint": "#a8a8a8",
            "line": "#a8a8a8",
            "cursor-background": "#ffffff",
            "cursor-color": "#000000",
            "bar": "#1c1c1c",
            "scrollbar": "#a8a8a8",
            "scrollbar-hover": "#ffffff",
            "scrollbar-active": "#ffffff",
            "scrollbar-background": "#1c1c1c",
            "scrollbar-background-hover": "#1c1c1c",
            "scrollbar-background-active": "#1c1c1c",
            "scrollbar-corner-color": "#1c1c1c",
        },
    ),
)

NEXT_THEME: dict[str, str] = {
    theme.name: after.name for theme, after in zip(THEMES, (*THEMES[1:], THEMES[0]), strict=True)
}
"""Which theme follows which when a person switches."""
