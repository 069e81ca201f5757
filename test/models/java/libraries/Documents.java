package org.example.documents;

import com.google.cloud.vision.v1.AnnotateImageRequest;
import com.google.cloud.vision.v1.ImageAnnotatorClient;
import com.itextpdf.kernel.pdf.PdfDocument;
import com.itextpdf.kernel.pdf.PdfReader;
import com.itextpdf.kernel.pdf.canvas.parser.PdfTextExtractor;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.InputStream;
import java.util.List;
import net.sourceforge.tess4j.Tesseract;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.tika.Tika;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.sax.BodyContentHandler;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatModel;
import software.amazon.awssdk.services.textract.TextractClient;
import software.amazon.awssdk.services.textract.model.DetectDocumentTextRequest;

class Documents {
    private final ChatModel model;
    Documents(ChatModel model) { this.model = model; }

    void pdfbox(File file) throws Exception {
        try (PDDocument document = Loader.loadPDF(file)) {
            model.call(document.getDocumentInformation().getTitle()); // <- phi-to-external-model, untrusted-text-in-prompt
            model.call("It has " + document.getNumberOfPages() + " pages");
            PDFRenderer renderer = new PDFRenderer(document);
            BufferedImage page = renderer.renderImageWithDPI(0, 300);
            Tesseract tesseract = new Tesseract();
            tesseract.setLanguage("eng");
            model.call(tesseract.doOCR(page)); // <- phi-to-external-model, untrusted-text-in-prompt
            BufferedImage small = renderer.renderImage(0);
            model.call("The page is " + small.getWidth() + " pixels wide");
        }
    }

    void itext(File file) throws Exception {
        PdfDocument document = new PdfDocument(new PdfReader(file));
        model.call(PdfTextExtractor.getTextFromPage(document.getPage(1))); // <- phi-to-external-model, untrusted-text-in-prompt
    }

    void tika(InputStream in) throws Exception {
        model.call(new Tika().parseToString(in)); // <- phi-to-external-model, untrusted-text-in-prompt
        BodyContentHandler handler = new BodyContentHandler(-1);
        new AutoDetectParser().parse(in, handler, new Metadata(), new ParseContext());
        model.call(handler.toString()); // <- phi-to-external-model, untrusted-text-in-prompt
        BodyContentHandler empty = new BodyContentHandler();
        model.call(empty.toString());
    }

    void word(InputStream in) throws Exception {
        try (XWPFWordExtractor extractor = new XWPFWordExtractor(new XWPFDocument(in))) {
            model.call(extractor.getText()); // <- untrusted-text-in-prompt
        }
    }

    void clouds(TextractClient textract, DetectDocumentTextRequest request, List<AnnotateImageRequest> images) throws Exception {
        model.call(textract.detectDocumentText(request).blocks().get(0).text()); // <- phi-to-external-model, untrusted-text-in-prompt
        try (ImageAnnotatorClient vision = ImageAnnotatorClient.create()) {
            model.call(vision.batchAnnotateImages(images).getResponses(0).getFullTextAnnotation().getText()); // <- phi-to-external-model, untrusted-text-in-prompt
        }
    }
}
