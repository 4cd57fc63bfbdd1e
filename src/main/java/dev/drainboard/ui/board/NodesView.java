package dev.drainboard.ui.board;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.ui.board.NodesModel.Row;
import dev.drainboard.ui.kit.Views;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** All nodes in a table, for who wants to read or to go by keys alone. */
public final class NodesView {

    private final TableView<Row> table = new TableView<>();
    private final VBox root;
    private boolean filling;

    public NodesView(Consumer<String> choose) {
        table.setId("nodes-table");
        table.setAccessibleText(text("nodes.title"));
        table.setPlaceholder(Views.label(text("nodes.none"), "second"));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        var name = words("nodes.node", 110, Row::name);
        table.getColumns().add(name);
        table.getColumns().add(state());
        var rotation = words("nodes.rotation", 120, Row::rotation);
        rotation.setMinWidth(116);
        table.getColumns().add(rotation);
        table.getColumns().add(number("nodes.rate", Row::rate));
        table.getColumns().add(number("nodes.http", Row::http));
        table.getColumns().add(number("nodes.idle", Row::idle));
        table.getColumns().add(number("nodes.websocket", Row::websocket));
        table.getColumns().add(number("nodes.database", Row::database));
        table.getColumns().add(number("nodes.latency", Row::latency));
        table.getColumns().add(words("nodes.revision", 150, Row::revision));
        table.getColumns().add(words("nodes.note", 200, Row::note));
        table.getSelectionModel()
                .selectedItemProperty()
                .addListener(
                        (property, before, now) -> {
                            if (now != null && !filling) {
                                choose.accept(now.name());
                            }
                        });
        VBox.setVgrow(table, Priority.ALWAYS);
        root = new VBox(12, Views.label(text("nodes.title"), "page-title"), table);
        root.getStyleClass().addAll("page", "nodes");
    }

    public Region root() {
        return root;
    }

    public void show(NodesModel model, Optional<String> chosen) {
        filling = true;
        if (!table.getItems().equals(model.rows())) {
            table.getItems().setAll(model.rows());
        }
        chosen.ifPresentOrElse(this::select, table.getSelectionModel()::clearSelection);
        filling = false;
    }

    private void select(String node) {
        for (int i = 0; i < table.getItems().size(); i++) {
            if (table.getItems().get(i).name().equals(node)) {
                table.getSelectionModel().select(i);
            }
        }
    }

    private static TableColumn<Row, Row> state() {
        var column = new TableColumn<Row, Row>(text("nodes.state"));
        column.setPrefWidth(130);
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
        column.setComparator((one, other) -> one.glyph().compareTo(other.glyph()));
        column.setCellFactory(
                of ->
                        new TableCell<>() {
                            @Override
                            protected void updateItem(Row row, boolean empty) {
                                super.updateItem(row, empty);
                                setGraphic(
                                        empty || row == null
                                                ? null
                                                : Views.row(
                                                        7,
                                                        row.glyph().draw(13),
                                                        Views.label(
                                                                row.state(),
                                                                "state-word",
                                                                row.glyph().style())));
                            }
                        });
        return column;
    }

    private static TableColumn<Row, String> words(
            String title, double width, Function<Row, String> of) {
        var column = new TableColumn<Row, String>(text(title));
        column.setPrefWidth(width);
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(of.apply(cell.getValue())));
        return column;
    }

    private static TableColumn<Row, String> number(String title, Function<Row, String> of) {
        var column = words(title, 76, of);
        column.getStyleClass().add("number-column");
        return column;
    }
}
