package org.example.kept;

import java.util.Optional;
import org.springaicommunity.mcp.annotation.McpTool;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.data.repository.CrudRepository;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

class Slot {
    Long id;
    int room;
}

interface Slots extends CrudRepository<Slot, Long> {
    Optional<Slot> findByRoom(int room);
}

/** Tools that clients outside are offered: what they keep and drop in repositories, collections and buckets. */
class KeptByTools {
    private final Slots slots;
    private final MongoTemplate mongo;
    private final S3Client s3 = S3Client.create();

    KeptByTools(Slots slots, MongoTemplate mongo) {
        this.slots = slots;
        this.mongo = mongo;
    }

    @McpTool(description = "Move a slot") // <- overprivileged-tool
    String move(long id, int room) {
        Slot slot = slots.findById(id).orElseThrow();
        slot.room = room;
        slots.save(slot);
        return "moved";
    }

    @McpTool(description = "Whether a room is taken")
    boolean taken(int room) {
        return slots.findByRoom(room).isPresent();
    }

    @McpTool(description = "Drop a draft") // <- overprivileged-tool
    String drop(String id) {
        mongo.remove(Query.query(Criteria.where("_id").is(id)), "drafts");
        return "dropped";
    }

    @McpTool(description = "Close a draft") // <- overprivileged-tool
    String close(String id) {
        mongo.updateFirst(Query.query(Criteria.where("_id").is(id)), new Update().set("open", false), "drafts");
        return "closed";
    }

    @McpTool(description = "Keep a draft") // <- overprivileged-tool
    String keep(String text) {
        mongo.save(new Slot(), "drafts");
        return "kept";
    }

    @McpTool(description = "How many drafts there are")
    long count() {
        return mongo.count(new Query(), "drafts");
    }

    @McpTool(description = "Remove an object") // <- overprivileged-tool
    String remove(String key) {
        s3.deleteObject(DeleteObjectRequest.builder().bucket("scans").key(key).build());
        return "removed";
    }

    @McpTool(description = "Keep an object") // <- overprivileged-tool
    String put(String key, String text) {
        s3.putObject(PutObjectRequest.builder().bucket("scans").key(key).build(), RequestBody.fromString(text));
        return "kept";
    }

    @McpTool(description = "Size of an object")
    long size(String key) {
        return s3.headObject(HeadObjectRequest.builder().bucket("scans").key(key).build()).contentLength();
    }
}
