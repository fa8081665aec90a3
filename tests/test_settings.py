import pytest

from kpidesk.settings import Settings, load, save


def test_settings_survive_a_restart(tmp_path):
    kept = Settings(
        theme="dark", text_scale=1.5, last_file="Équipe Ouest.kpidesk", panes={"report_columns_wide": [232, 0, 300]}
    )
    save(tmp_path / "deep" / "settings.toml", kept)
    assert load(tmp_path / "deep" / "settings.toml") == kept


def test_a_missing_file_means_defaults(tmp_path):
    assert load(tmp_path / "none.toml") == Settings()


@pytest.mark.parametrize("sizes", ["3", "'x'", "[1, 'x']", "[1.5, 0]", "[-4, 0]", "[true, 0]", "{a = 1}"])
def test_what_are_no_sizes_of_panes_is_left_out_alone(tmp_path, sizes):
    path = tmp_path / "settings.toml"
    path.write_text(
        f"theme = 'dark'\n[panes]\nkpi_columns_wide = {sizes}\nrep_columns_wide = [0, 400]", encoding="utf-8"
    )
    assert load(path) == Settings(theme="dark", panes={"rep_columns_wide": [0, 400]})


@pytest.mark.parametrize("text", ["not = = toml", "\x00", "theme = 3", "theme = 'pink'", "unknown = true"])
def test_what_cannot_be_read_means_defaults(tmp_path, text):
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    assert load(path) == Settings()


def test_a_text_size_outside_its_range_is_brought_back(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text("text_scale = 9", encoding="utf-8")
    assert load(path).text_scale == 2.0
